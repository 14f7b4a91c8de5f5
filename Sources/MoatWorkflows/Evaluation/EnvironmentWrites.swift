import MoatModel

/// The variables that a script hands to later steps through the file `GITHUB_ENV`.
struct EnvironmentWrites: Sendable {
  /// The names that are written in the script; GitHub compares them without case, so in lower case.
  private(set) var names: Set<String> = []
  /// Whether it may write any other name.
  private(set) var isOpen = false

  /// Looks at the words of a script. A line that mentions the file and no name may write any.
  init(_ script: String) {
    guard script.uppercased().mentions("GITHUB_ENV") else { return }
    for line in script.split(whereSeparator: \.isNewline)
    where line.uppercased().mentions("GITHUB_ENV") {
      note(line)
    }
  }

  mutating func formUnion(_ other: EnvironmentWrites) {
    names.formUnion(other.names)
    isOpen = isOpen || other.isOpen
  }

  func mayWrite(_ name: String) -> Bool { isOpen || names.contains(name.lowercased()) }

  /// Takes the words in front of `=` or `<<`, as in `echo "NAME=value" >> "$GITHUB_ENV"`.
  private mutating func note(_ line: Substring) {
    var hasName = false
    var word = ""
    /// Whether the word is a variable's name or a format's letter, and stands for another name.
    var isDynamic = false
    var last: Character = " "
    for character in line {
      if character == "=" || (character == "<" && last == "<") {
        if word.isEmpty || isDynamic {
          isOpen = isOpen || character == "="
        } else {
          names.insert(word.lowercased())
          hasName = true
        }
        word = ""
      } else if character.isASCII, character.isLetter || character.isNumber || character == "_" {
        if word.isEmpty { isDynamic = "$%{:".contains(last) }
        word.append(character)
      } else if character != "<" {
        word = ""
      }
      last = character
    }
    if !hasName { isOpen = true }
  }
}
