/// Somebody or something that publishes crates: a user of crates.io, a team, or a workflow that
/// crates.io trusts.
package struct Party: Hashable, Sendable {
  /// What tells parties apart. Numbers of users and of teams overlap, and a login can change hands;
  /// the number stays.
  package enum Key: Hashable, Sendable {
    case user(UInt64)
    case team(UInt64)
    /// `github:owner/repository`: the provider and its name for the place. A repository can be
    /// renamed or handed over without a change of this text.
    case workflow(String)
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case user, team, workflow

    /// The word of reports.
    package var word: String { self == .user ? "person" : rawValue }
  }

  package let key: Key
  /// A user's or a team's login when the evidence was recorded; the text of the key for a workflow.
  package let login: String
  /// What a user or a team calls itself; nobody checks it.
  package let name: String?

  private init(_ key: Key, login: String, name: String?) {
    self.key = key
    self.login = login
    self.name = name
  }

  package static func user(_ id: UInt64, login: String, name: String? = nil) -> Party {
    Party(.user(id), login: login, name: name)
  }

  package static func team(_ id: UInt64, login: String, name: String? = nil) -> Party {
    Party(.team(id), login: login, name: name)
  }

  package static func workflow(_ source: String) -> Party {
    Party(.workflow(source), login: source, name: nil)
  }

  package var kind: Kind {
    switch key {
    case .user: .user
    case .team: .team
    case .workflow: .workflow
    }
  }

  /// Login and name: `dtolnay (David Tolnay)`.
  package var label: String {
    guard let name, !name.isEmpty, name != login else { return login }
    return "\(login) (\(name))"
  }
}

extension Party: Comparable {
  /// By kind and login, then by number: an order for people.
  package static func < (left: Party, right: Party) -> Bool {
    if left.kind != right.kind {
      return left.kind.rawValue < right.kind.rawValue
    }
    if left.login != right.login { return left.login < right.login }
    return left.number < right.number
  }

  private var number: UInt64 {
    switch key {
    case .user(let id), .team(let id): id
    case .workflow: 0
    }
  }
}

// MARK: - As one line

extension Party {
  /// `user 3618 dtolnay David Tolnay`, `team 5 github:serde-rs:owners`, `workflow github:o/r`: the
  /// form of Moat's own records. Spaces in a login become `_`, so that a line is read as it was
  /// written; logins have none.
  package func line(withName: Bool) -> String {
    let login = login.map { $0.isWhitespace ? "_" : String($0) }.joined()
    let end = withName ? name.map { " \($0)" } ?? "" : ""
    switch key {
    case .user(let id): return "user \(id) \(login)\(end)"
    case .team(let id): return "team \(id) \(login)\(end)"
    case .workflow: return "workflow \(login)"
    }
  }

  /// nil for a text that ``line(withName:)`` does not write.
  package init?(line: some StringProtocol) {
    let words = line.utf8.split(
      separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    switch words.first {
    case "user", "team":
      guard words.count >= 3, let id = UInt64(decimal: words[1]), !words[2].isEmpty else {
        return nil
      }
      let name = words.count == 4 ? words[3] : nil
      self =
        words[0] == "user"
        ? .user(id, login: words[2], name: name)
        : .team(id, login: words[2], name: name)
    case "workflow":
      guard words.count == 2, words[1].contains(":") else { return nil }
      self = .workflow(words[1])
    default: return nil
    }
  }
}

extension UInt64 {
  /// Digits only: `UInt64(_:)` takes a sign.
  init?(decimal text: some StringProtocol) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(text)
  }
}
