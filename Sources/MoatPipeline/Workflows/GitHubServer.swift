package import MoatHost
package import MoatWorkflows

/// The GitHub that actions come from, by its address.
package struct GitHubServer: Hashable, Sendable {
  package static let standard = "https://github.com"
  /// GitHub sets it in every run; on a GitHub Enterprise Server it names that server, which is where
  /// its runners take actions from.
  package static let variable = "GITHUB_SERVER_URL"

  /// Without `/` at its end.
  package let address: String

  /// The variable has something else than `https://` and a host.
  package struct Malformed: Error, Hashable, Sendable {
    package let value: String
  }

  /// What ``variable`` says, or ``standard`` where it is not set.
  package init(_ environment: Environment) throws(Malformed) {
    guard let value = environment[Self.variable], !value.isEmpty else {
      address = Self.standard
      return
    }
    var text = Substring(value)
    while text.last == "/" { text.removeLast() }
    let host = text.dropFirst("https://".count)
    // No user, no path: the name of a repository is put behind it.
    let isHost = host.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "-.:[]".utf8.contains(byte)
    }
    guard text.hasPrefix("https://"), !host.isEmpty, isHost else {
      throw Malformed(value: value)
    }
    address = String(text)
  }

  package func url(of repository: ActionRepository) -> String { "\(address)/\(repository)" }
}
