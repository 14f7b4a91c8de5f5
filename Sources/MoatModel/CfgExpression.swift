/// One thing that is true on a target: a name (`unix`) or a key with a value
/// (`target_os = "linux"`).
package struct CfgFact: Hashable, Sendable, CustomStringConvertible {
  package let key: String
  /// nil for a name alone.
  package let value: String?

  package init(_ key: String, _ value: String? = nil) {
    self.key = key
    self.value = value
  }

  package var description: String { value.map { "\(key) = \"\($0)\"" } ?? key }
}

/// What stands between the parentheses of a `cfg(…)` that a dependency is bound to.
///
/// Grammar and meaning are those of Cargo's own reader
/// (https://github.com/rust-lang/cargo/blob/master/crates/cargo-platform/src/cfg.rs), which is not
/// rustc's: names may be raw identifiers, `true` and `false` are literals, and what no target sets
/// (`feature`, `test`) is simply false.
package indirect enum CfgExpression: Hashable, Sendable, CustomStringConvertible {
  case fact(CfgFact)
  case literal(Bool)
  case not(CfgExpression)
  case all([CfgExpression])
  case any([CfgExpression])

  /// Whether it is true where exactly these facts are.
  package func holds(among facts: Set<CfgFact>) -> Bool {
    switch self {
    case .fact(let fact): facts.contains(fact)
    case .literal(let value): value
    case .not(let inner): !inner.holds(among: facts)
    case .all(let parts): parts.allSatisfy { $0.holds(among: facts) }
    case .any(let parts): parts.contains { $0.holds(among: facts) }
    }
  }

  package var description: String {
    func list(_ parts: [CfgExpression]) -> String {
      parts.map(\.description).joined(separator: ", ")
    }
    return switch self {
    case .fact(let fact): fact.description
    case .literal(let value): value ? "true" : "false"
    case .not(let inner): "not(\(inner))"
    case .all(let parts): "all(\(list(parts)))"
    case .any(let parts): "any(\(list(parts)))"
    }
  }

  /// Why a text is not an expression, with the offset of the first byte that is wrong.
  package enum Malformed: Error, Hashable, Sendable {
    case unexpected(offset: Int)
    case unexpectedEnd
    case unterminatedString(offset: Int)
    /// Deeper than ``CfgExpression/depthLimit``.
    case tooDeep(offset: Int)
  }
}

/// What the key of a `[target.KEY.dependencies]` table, or `target` of an index line, asks for.
package enum PlatformCondition: Hashable, Sendable, CustomStringConvertible {
  /// Exactly this target, whatever it is.
  case triple(String)
  case cfg(CfgExpression)

  /// - Throws: ``CfgExpression/Malformed`` for a text that Cargo refuses too.
  package init(parsing text: String) throws(CfgExpression.Malformed) {
    if text.hasPrefix("cfg("), text.hasSuffix(")") {
      self = .cfg(try CfgExpression(parsing: String(text.dropFirst(4).dropLast())))
      return
    }
    for index in text.indices {
      let character = text[index]
      guard character.isLetter || character.isNumber || "_-.".contains(character) else {
        throw .unexpected(offset: text.utf8.distance(from: text.startIndex, to: index))
      }
    }
    self = .triple(text)
  }

  package func holds(on target: TargetTriple) -> Bool {
    switch self {
    case .triple(let name): name == target.name
    case .cfg(let expression): expression.holds(among: target.facts)
    }
  }

  package var description: String {
    switch self {
    case .triple(let name): name
    case .cfg(let expression): "cfg(\(expression))"
    }
  }
}
