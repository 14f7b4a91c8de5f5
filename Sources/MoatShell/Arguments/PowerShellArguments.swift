/// The arguments of a PowerShell command: `-Name value`, without regard to case, and operands.
package struct PowerShellArguments: Sendable {
  package private(set) var parameters: [(name: String, value: ShellText?)] = []
  package private(set) var operands: [ShellWord] = []

  /// - Parameter valued: the parameters that take a value, in lower case. A beginning that fits
  ///   only one of them means it, as in PowerShell.
  package init(_ words: some Sequence<ShellWord>, valued: Set<String>) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      let prefix = word.text.knownPrefix
      guard prefix.hasPrefix("-"), prefix.utf8.count > 1 else {
        operands.append(word)
        continue
      }
      let text = prefix.dropFirst().lowercased()
      if let colon = text.firstIndex(of: ":") {
        var parts = word.text.parts
        let rest = prefix[prefix.index(after: prefix.firstIndex(of: ":") ?? prefix.startIndex)...]
        parts[0] = .literal(String(rest))
        parameters.append((String(text[..<colon]), ShellText(parts: parts)))
        continue
      }
      let fitting = valued.contains(text) ? [text] : valued.filter { $0.hasPrefix(text) }.sorted()
      let name = fitting.count == 1 ? fitting[0] : text
      parameters.append((name, valued.contains(name) ? words.popFirst()?.text : nil))
    }
  }

  package subscript(name: String) -> ShellText? {
    parameters.last { $0.name == name }?.value
  }
}
