/// Whether an audit is by somebody who published the version it is about.
///
/// An audit says who made it in free text, `Name <mail address>`, and crates.io knows its users by
/// login and by the name they give themselves. Nothing ties the two together, so this compares all
/// that can be compared and takes every likeness for a match: two people of one name are taken for
/// one, and an audit that would have counted does not. Somebody who uses another name and another
/// address for each is not found.
package enum SelfAudit {
  /// Whether an author's text looks like a user of crates.io.
  ///
  /// Compared without case: the whole name with the name, and with the login when its spaces are
  /// dropped; the part of the address before `@`, GitHub's `NUMBER+LOGIN@users.noreply.github.com`
  /// and the name of the address's domain with the login.
  package static func matches(_ who: String, _ party: Party) -> Bool {
    let author = Author(who)
    let logins: [String]
    switch party.key {
    case .user: logins = [party.login.lowercased()]
    case .workflow(let source):
      logins =
        source.split(separator: ":", maxSplits: 1).last
        .flatMap { $0.split(separator: "/").first }.map { [$0.lowercased()] } ?? []
    // Who is in a team is not public.
    case .team: logins = []
    }
    if let name = party.name.map(Author.folded), !name.isEmpty, name == author.name,
      party.kind == .user
    {
      return true
    }
    return logins.contains { !$0.isEmpty && author.logins.contains($0) }
  }

  /// `Name <mail address>` taken apart.
  private struct Author {
    let name: String
    /// Logins that this could be.
    let logins: Set<String>

    init(_ text: String) {
      let open = text.firstIndex(of: "<")
      name = Self.folded(String(text[..<(open ?? text.endIndex)]))
      var logins: Set<String> = [
        name.filter { $0 != " " }, String(name.drop { $0 == "@" }),
      ]
      let address = open.map { text[text.index(after: $0)...].prefix { $0 != ">" } }
      for candidate in [address, text.contains("@") && open == nil ? text[...] : nil] {
        guard let candidate else { continue }
        let parts = candidate.lowercased().split(separator: "@", maxSplits: 1)
        guard parts.count == 2 else { continue }
        logins.insert(String(parts[0]))
        if let login = parts[0].split(separator: "+").last, parts[1] == Self.noReply {
          logins.insert(String(login))
        }
        let labels = parts[1].split(separator: ".")
        if labels.count >= 2, let label = labels.dropLast().last, !Self.isShared(parts[1]) {
          logins.insert(String(label))
        }
      }
      self.logins = logins.filter { !$0.isEmpty }
    }

    private static let noReply = "users.noreply.github.com"

    /// Whether the domain says nothing of the person.
    private static func isShared(_ domain: Substring) -> Bool {
      domain == noReply || domain == "gmail.com" || domain == "github.com"
    }

    static func folded(_ text: String) -> String {
      text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
