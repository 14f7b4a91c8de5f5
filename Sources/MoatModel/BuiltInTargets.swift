/// The targets that rustc has built in, and what `cfg` holds on each: a generated table that is read
/// where a target is asked for, and costs nothing otherwise.
package enum BuiltInTargets {
  /// All names, in rustc's order.
  package static var names: [String] {
    lines(targets).compactMap { line in
      line.split(separator: UInt8(ascii: " ")).first.map { String(Substring($0)) }
    }
  }

  /// What holds on one target; nil for a name that is not in the table.
  package static func facts(of name: String) -> Set<CfgFact>? {
    for line in lines(targets) {
      let words = line.split(separator: UInt8(ascii: " "))
      guard let first = words.first, first.elementsEqual(name.utf8) else { continue }
      let facts = lines(Self.facts)
      var found: Set<CfgFact> = []
      for word in words.dropFirst() {
        guard let number = Int(Substring(word)), facts.indices.contains(number),
          let fact = fact(facts[number])
        else { return nil }
        found.insert(fact)
      }
      return found
    }
    return nil
  }

  private static func fact(_ line: Substring.UTF8View) -> CfgFact? {
    do throws(CfgExpression.Malformed) {
      return try CfgFact(parsing: String(Substring(line)))
    } catch {
      return nil
    }
  }

  private static func lines(_ text: StaticString) -> [Substring.UTF8View] {
    text.description.utf8.split(separator: UInt8(ascii: "\n"))
  }
}
