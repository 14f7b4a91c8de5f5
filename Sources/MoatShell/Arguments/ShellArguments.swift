/// The arguments of a command as most programs read them: options, their values, and operands.
package struct ShellArguments: Sendable {
  package struct Option: Sendable {
    /// With its dashes: `--rev`, `-o`.
    package let name: String
    package let value: ShellText?
    /// The word it stands in.
    package let word: ShellWord
  }

  package private(set) var options: [Option] = []
  package private(set) var operands: [ShellWord] = []
  /// The words behind `--`.
  package private(set) var trailing: [ShellWord] = []
  /// Words that may turn out to be options, or several words.
  package private(set) var unknownWords: [ShellWord] = []

  /// - Parameters:
  ///   - valued: the options that take the next word, with dashes. `-o` also takes the rest of its
  ///     own word.
  ///   - hasClusters: whether `-xzf` is `-x -z -f`.
  package init(_ words: some Sequence<ShellWord>, valued: Set<String>, hasClusters: Bool = true) {
    let words = Array(words)
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      let prefix = word.text.knownPrefix
      if word.known == "--" {
        trailing = Array(words[index...])
        return
      }
      guard prefix.hasPrefix("-"), prefix != "-" else {
        if let first = word.text.parts.first, case .literal = first {
        } else if let all = word.text.alternatives, !all.contains(where: { $0.hasPrefix("-") }) {
        } else if !word.text.parts.isEmpty {
          unknownWords.append(word)
        }
        operands.append(word)
        continue
      }
      func next() -> ShellText? {
        guard index < words.count else { return nil }
        index += 1
        return words[index - 1].text
      }
      if let (name, value) = Self.split(word.text, prefix) {
        options.append(Option(name: name, value: value, word: word))
      } else if prefix.hasPrefix("--") || !hasClusters {
        let name = word.known ?? prefix
        let value = valued.contains(name) ? next() : nil
        options.append(Option(name: name, value: value, word: word))
      } else {
        readCluster(word, prefix, valued, next)
      }
    }
  }

  private mutating func readCluster(
    _ word: ShellWord, _ prefix: String, _ valued: Set<String>, _ next: () -> ShellText?
  ) {
    var letters = prefix.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      guard valued.contains(name) else {
        options.append(Option(name: name, value: nil, word: word))
        continue
      }
      var parts = word.text.parts
      parts[0] = .literal(String(letters))
      let rest = ShellText(parts: parts)
      options.append(
        Option(name: name, value: rest.parts.isEmpty ? next() : rest, word: word))
      return
    }
  }

  /// `--name=value`
  private static func split(_ text: ShellText, _ prefix: String) -> (String, ShellText)? {
    guard prefix.hasPrefix("--"), let equals = prefix.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return nil
    }
    var parts = text.parts
    parts[0] = .literal(String(prefix[prefix.utf8.index(after: equals)...]))
    return (String(prefix[..<equals]), ShellText(parts: parts))
  }

  package func has(_ names: String...) -> Bool {
    options.contains { names.contains($0.name) }
  }

  /// The last value of an option under any of its names.
  package func value(_ names: String...) -> ShellText? {
    options.last { names.contains($0.name) && $0.value != nil }?.value
  }
}

/// What is known of a yes-or-no question.
package enum Certainty: Hashable, Sendable {
  case yes, no, unknown
}
