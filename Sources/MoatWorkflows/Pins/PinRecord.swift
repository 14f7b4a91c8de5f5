package import MoatModel
import MoatSyntax

/// What tags led to on some day, in a file: `moat-pins.toml`, which `cargo moat pins` writes.
///
/// ```toml
/// version = 1
///
/// [[repository]]
/// name = "actions/checkout"
/// as-of = "2026-11-21"
/// complete = true
///
/// [repository.tags]
/// "v4.2.2" = "11bd71901bbe5b1630ceea73d27597364c9af683"
/// ```
///
/// `complete` says that every tag of that day that reads as a version is there. `branches` has names
/// and commits like `tags`, `members` and `outsiders` are lists of commits that a branch or tag holds
/// or does not hold, `committed` has days by commit.
package struct PinRecord: Sendable {
  /// In order of name.
  package let repositories: [KnownRepository]

  package init(_ repositories: [KnownRepository]) {
    self.repositories = repositories.sorted { $0.repository < $1.repository }
  }

  /// Parsed whole or refused.
  package init(parsing source: SourceText) throws(PinRecordError) {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      throw PinRecordError(error.message, source: source, span: error.span)
    }
    let reader = PinRecordReader(source: source)
    guard let version = document.root["version"] else {
      throw PinRecordError("the key `version` is missing", source: source, span: .start)
    }
    guard version.integer == 1 else {
      throw PinRecordError(
        "this version of the format is not known", source: source, span: version.span)
    }
    var all: [KnownRepository] = []
    var seen: Set<ActionRepository> = []
    for entry in document.root.entries where entry.key != "version" {
      guard entry.key == "repository", let array = entry.value.array else {
        throw PinRecordError(
          "`\(LegibleText.short(entry.key))` is not a key of this file", source: source,
          span: entry.keySpan)
      }
      for element in array {
        let repository = try reader.repository(element)
        guard seen.insert(repository.repository).inserted else {
          throw PinRecordError(
            "`\(repository.repository)` is recorded twice", source: source, span: element.span)
        }
        all.append(repository)
      }
    }
    self.init(all)
  }

  /// The file's text.
  package var text: String {
    var text = """
      # What the tags of actions' repositories led to, for `cargo moat workflows` and `cargo moat pins`.
      # Written by `cargo moat pins --record`; a change here is a change of what counts as a version.
      version = 1

      """
    for repository in repositories {
      text += "\n[[repository]]\nname = \(TOMLQuoting.quoted(repository.repository.description))\n"
      if let day = repository.asOf { text += "as-of = \"\(day)\"\n" }
      text += "complete = \(repository.listsEveryTag)\n"
      text += Self.list("members", repository.membership.filter { $0.value == .member })
      text += Self.list("outsiders", repository.membership.filter { $0.value == .outsider })
      text += Self.table("tags", repository.tags)
      text += Self.table("branches", repository.branches)
      let days = repository.committed.sorted { $0.key < $1.key }
      if !days.isEmpty {
        text += "\n[repository.committed]\n"
        for (commit, day) in days { text += "\(commit) = \"\(day)\"\n" }
      }
    }
    return text
  }

  private static func list(
    _ name: String, _ commits: [CommitHash: KnownRepository.Membership]
  ) -> String {
    guard !commits.isEmpty else { return "" }
    let lines = commits.keys.sorted().map { "  \"\($0)\",\n" }.joined()
    return "\(name) = [\n\(lines)]\n"
  }

  /// Versions in their order, other names behind them.
  private static func table(_ name: String, _ commits: [String: CommitHash]) -> String {
    guard !commits.isEmpty else { return "" }
    let sorted = commits.sorted { left, right in
      switch (VersionTag(left.key), VersionTag(right.key)) {
      case (let one?, let other?): one < other
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): left.key < right.key
      }
    }
    let lines = sorted.map { "\(TOMLQuoting.quoted($0.key)) = \"\($0.value)\"\n" }.joined()
    return "\n[repository.\(name)]\n\(lines)"
  }
}

/// Why a record of pins was refused.
package struct PinRecordError: Error, Hashable, Sendable {
  /// A lowercase phrase.
  package let message: String
  package let source: SourceText
  package let span: SourceSpan

  init(_ message: String, source: SourceText, span: SourceSpan) {
    self.message = message
    self.source = source
    self.span = span
  }
}

/// Reads one `[[repository]]`.
private struct PinRecordReader {
  let source: SourceText

  private static let keys: Set<String> = [
    "name", "as-of", "complete", "members", "outsiders", "tags", "branches", "committed",
  ]

  func repository(_ value: TOMLValue) throws(PinRecordError) -> KnownRepository {
    guard let table = value.table else { throw failure("expected a table", value) }
    for entry in table.entries where !Self.keys.contains(entry.key) {
      throw PinRecordError(
        "`\(LegibleText.short(entry.key))` is not a key of a repository", source: source,
        span: entry.keySpan)
    }
    guard let name = table["name"], let text = name.string,
      let repository = ActionRepository(text)
    else { throw failure("expected `name = \"owner/name\"`", table["name"] ?? value) }
    var asOf: Day?
    if let written = table["as-of"] {
      asOf = (written.string ?? written.datetime).flatMap(Day.init)
      if asOf == nil { throw failure("expected a day as `as-of`", written) }
    }
    var membership: [CommitHash: KnownRepository.Membership] = [:]
    for commit in try commits(table["members"]) { membership[commit] = .member }
    for commit in try commits(table["outsiders"]) { membership[commit] = .outsider }
    return KnownRepository(
      repository: repository, tags: try names(table["tags"]),
      branches: try names(table["branches"]),
      listsEveryTag: table["complete"]?.boolean ?? false, membership: membership,
      committed: try days(table["committed"]), asOf: asOf, origin: "`\(source.path)`")
  }

  private func commits(_ value: TOMLValue?) throws(PinRecordError) -> [CommitHash] {
    guard let value else { return [] }
    guard let array = value.array else { throw failure("expected a list of commits", value) }
    var commits: [CommitHash] = []
    for element in array { commits.append(try commit(element)) }
    return commits
  }

  private func commit(_ value: TOMLValue) throws(PinRecordError) -> CommitHash {
    guard let commit = value.string.flatMap({ CommitHash($0) }) else {
      throw failure("expected a commit's 40 hexadecimal digits", value)
    }
    return commit
  }

  private func names(_ value: TOMLValue?) throws(PinRecordError) -> [String: CommitHash] {
    guard let value else { return [:] }
    guard let table = value.table else { throw failure("expected names with commits", value) }
    var names: [String: CommitHash] = [:]
    for entry in table.entries { names[entry.key] = try commit(entry.value) }
    return names
  }

  private func days(_ value: TOMLValue?) throws(PinRecordError) -> [CommitHash: Day] {
    guard let value else { return [:] }
    guard let table = value.table else { throw failure("expected commits with days", value) }
    var days: [CommitHash: Day] = [:]
    for entry in table.entries {
      guard let commit = CommitHash(entry.key),
        let day = (entry.value.string ?? entry.value.datetime).flatMap(Day.init)
      else { throw failure("expected a commit with a day", entry.value) }
      days[commit] = day
    }
    return days
  }

  private func failure(_ message: String, _ value: TOMLValue) -> PinRecordError {
    PinRecordError(message, source: source, span: value.span)
  }
}
