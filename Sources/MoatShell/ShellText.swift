/// What a word, a value or a here-document will be when the script runs, as far as that is known.
package struct ShellText: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case literal(String)
    /// One of these; which one depends on the branch, the round of a loop or the matrix.
    case choice([String])
    /// A ``ShellMask`` whose values are not known, by its id.
    case mask(Int)
    /// A variable that the script never gives a known value; equal names are equal values as far
    /// as anybody can see. An expansion with an operator is named by its source: `X%.gz`.
    case variable(String)
    /// What the commands of a pipeline print: `$( … )`.
    case output(Int)
    /// A file from which what a pipeline prints can be read: `<( … )`.
    case outputFile(Int)
    case unknown
  }

  package private(set) var parts: [Part]

  package init(parts: [Part] = []) {
    self.parts = []
    for part in parts { append(part) }
  }

  package init(_ text: String) {
    parts = text.isEmpty ? [] : [.literal(text)]
  }

  package static let anything = ShellText(parts: [.unknown])

  /// The text, if all of it is known and it can only be this.
  package var known: String? {
    switch parts.count {
    case 0: return ""
    case 1: if case .literal(let text) = parts[0] { return text } else { return nil }
    default: return nil
    }
  }

  /// All texts it can be; nil if a part is not known or there are too many.
  package var alternatives: [String]? {
    var texts = [""]
    for part in parts {
      switch part {
      case .literal(let literal): texts = texts.map { $0 + literal }
      case .choice(let values):
        guard texts.count * values.count <= ShellLimit.alternatives else { return nil }
        texts = texts.flatMap { text in values.map { text + $0 } }
      default: return nil
      }
    }
    return texts
  }

  /// Whether `test` holds whatever the text turns out to be; false if it is not known.
  package func always(_ test: (String) -> Bool) -> Bool {
    alternatives?.allSatisfy(test) ?? false
  }

  /// The text before the first part that is not literal.
  package var knownPrefix: String {
    if case .literal(let text)? = parts.first { text } else { "" }
  }

  /// The text after the last part that is not literal.
  package var knownSuffix: String {
    if case .literal(let text)? = parts.last { text } else { "" }
  }

  /// The pipelines whose output is part of it.
  package var outputs: [Int] {
    parts.compactMap { part in
      switch part {
      case .output(let pipeline), .outputFile(let pipeline): pipeline
      default: nil
      }
    }
  }

  /// Literal text with `…` for what is not known: for messages, and for nothing else.
  package var shown: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .variable(let name): "$\(name)"
      default: "…"
      }
    }.joined()
  }

  package mutating func append(_ part: Part) {
    switch part {
    case .literal(let text):
      if text.isEmpty { return }
      if case .literal(let before)? = parts.last {
        guard before.utf8.count + text.utf8.count <= ShellLimit.valueSize else {
          parts = [.unknown]
          return
        }
        parts[parts.count - 1] = .literal(before + text)
        return
      }
    case .choice(let values):
      if let only = values.first, values.count == 1 { return append(.literal(only)) }
      if values.isEmpty || values.count > ShellLimit.alternatives { return append(.unknown) }
    case .unknown: if parts.last == .unknown { return }
    case .mask, .variable, .output, .outputFile: break
    }
    if parts.count >= ShellLimit.parts { parts = [.unknown] } else { parts.append(part) }
  }

  package mutating func append(_ text: ShellText) {
    for part in text.parts { append(part) }
  }
}

/// One word of a command, after quotes are removed and what is known is put in.
package struct ShellWord: Hashable, Sendable {
  package let text: ShellText
  /// Its source, with quotes, in UTF-8 bytes of the script. Of a word in a quoted script or a
  /// called function, as near as can be told.
  package let range: Range<Int>
  /// Whether something unknown in it stands outside quotes, so that it can be no word, or several.
  package let mayBeSeveral: Bool

  package init(_ text: ShellText, range: Range<Int>, mayBeSeveral: Bool = false) {
    self.text = text
    self.range = range
    self.mayBeSeveral = mayBeSeveral
  }

  package var known: String? { text.known }
}
