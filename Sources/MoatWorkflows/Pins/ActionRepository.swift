/// `owner/name`, where an action or a reusable workflow comes from. GitHub compares without case.
package struct ActionRepository: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let owner: String
  package let name: String

  package init(owner: String, name: String) {
    self.owner = owner
    self.name = name
  }

  /// - Returns: nil for what is not two names with a slash between them.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Self.isName($0) }) else { return nil }
    self.init(owner: String(parts[0]), name: String(parts[1]))
  }

  /// Letters, digits, `-`, `_` and `.`, and neither `.` nor `..`: what can be a part of an address
  /// or a path.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text != "." && text != ".."
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_.".utf8.contains(byte)
      }
  }

  package var description: String { "\(owner)/\(name)" }

  /// The name in lower case.
  package var key: String { description.lowercased() }

  package static func == (left: ActionRepository, right: ActionRepository) -> Bool {
    left.key == right.key
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(key) }

  package static func < (left: ActionRepository, right: ActionRepository) -> Bool {
    left.key < right.key
  }
}
