package import MoatFindings
import MoatModel
import MoatSyntax

/// Hashes without the version they stand for, or with a wrong one.
package struct PinComment: WorkflowRule {
  package static let info = RuleInfo(
    id: "pin-comment", group: .workflows, severity: .low, evidence: [.workflows, .pins],
    fix: .safe, summary: "a pinned action whose version comment is missing, vague or wrong",
    explanation: Explanation(
      whatItDoes: """
        Looks at the comment behind each `uses:` that is pinned to a hash. Low where there is none, \
        or where it names no full version of three numbers: one finding a file. Medium where \
        recorded pins or a clone of the repository show that the comment is wrong: the version \
        stands for another commit, or there is none of that name.

        Without such evidence it says nothing about whether a version is the right one; where \
        evidence was asked for and lacks a repository, it says so.
        """,
      whyItMatters: """
        Nobody knows a version by its hash. The comment is what people review, and what Dependabot \
        updates together with the hash. A wrong one makes a commit pass that nobody would have \
        taken: an old one, or a stranger's.
        """,
      whatToDo: """
        Write the full version behind the hash, as in `# v4.2.2`. `cargo moat workflows fix` does \
        where evidence names it. Where the comment is wrong, find out which of the two was meant.
        """,
      example: """
        ```text
        error[pin-comment]: the hash beside `v4.2.2` is not that version
          --> .github/workflows/ci.yml:11:15
           = note: `v4.2.2` is 11bd71901bbe5b1630ceea73d27597364c9af683
           = note: the hash is `v4.2.1`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions"
    ])

  /// Repositories that publish by branch, so that a comment has no version to name.
  private static let withoutVersions: Set<String> = ["dtolnay/rust-toolchain"]

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file -> [Finding] in
      let pins = file.usedActions.compactMap(Pin.init)
      return [missing(pins, facts), unknown(pins, in: file, facts)].compactMap { $0 }
        + pins.compactMap { wrong($0, facts) }
    }
  }

  // MARK: - Missing or vague

  private func missing(_ pins: [Pin], _ facts: WorkflowFacts) -> Finding? {
    var seen: Set<String> = []
    let vague = pins.compactMap { pin -> (pin: Pin, why: String)? in
      guard let why = vagueness(of: pin, facts), seen.insert(pin.key).inserted
      else { return nil }
      return (pin, why)
    }
    guard let first = vague.first else { return nil }
    let name = first.pin.repository.description
    let message =
      vague.count == 1
      ? "the pin of `\(name)` has no full version beside it"
      : "\(vague.count) pins have no full version beside them"
    return Finding(
      Self.info, message, at: first.pin.label(first.why),
      related: vague.dropFirst().map { $0.pin.label($0.why) },
      help: suggestion(first.pin, facts) ?? "write it as a comment behind the hash: `# v1.2.3`")
  }

  /// Why a comment does not say enough; nil if it does.
  private func vagueness(of pin: Pin, _ facts: WorkflowFacts) -> String? {
    guard let comment = pin.comment else { return "no comment" }
    guard let claim = comment.claim else { return "the comment names no version" }
    if Self.withoutVersions.contains(pin.repository.key) { return nil }
    if comment.version?.isFull == true { return nil }
    if let known = facts.pins[pin.repository].value {
      // Some repositories have no longer names than this.
      let fullest = known.label(of: pin.commit).map { $0.lowercased() }
      if known.tags[claim] == pin.commit, fullest == claim.lowercased() { return nil }
    }
    // What is wrong is reported as such.
    if wrong(pin, facts) != nil { return nil }
    return comment.version == nil
      ? "`\(comment.text)` names no version" : "`\(claim)` is no full version"
  }

  private func suggestion(_ pin: Pin, _ facts: WorkflowFacts) -> String? {
    guard let known = facts.pins[pin.repository].value, let label = known.label(of: pin.commit)
    else { return nil }
    return "write `# \(label)` behind it (from \(known.origin))"
  }

  // MARK: - Wrong

  private func wrong(_ pin: Pin, _ facts: WorkflowFacts) -> Finding? {
    guard let claim = pin.comment?.claim, let known = facts.pins[pin.repository].value
    else { return nil }
    let actual = known.label(of: pin.commit)
    let notes = [actual.map { "the hash is `\($0)`" }].compactMap { $0 }
    let from = "as \(known.origin) has it\(known.asOf.map { ", of \($0)" } ?? "")"
    if let commit = tagged(claim, known) {
      guard commit != pin.commit, !isMoved(claim, since: pin, known) else { return nil }
      return Finding(
        Self.info, "the hash beside `\(claim)` is not that version",
        at: pin.label("not `\(claim)`"), severity: .medium,
        notes: ["`\(claim)` is \(commit)"] + notes + [from],
        help: "find out which was meant, and write the hash and the version that belong together")
    }
    // A word that reads as no version may be anything.
    guard known.listsEveryTag, VersionTag(claim) != nil else { return nil }
    return Finding(
      Self.info, "`\(known.repository)` has no version `\(claim)`", at: pin.label(nil),
      severity: .medium, notes: notes + [from],
      help: actual.map { "write `# \($0)`" }
        ?? "find out which version was meant; the hash itself is in no tag")
  }

  /// The commit of a version, with or without its `v`.
  private func tagged(_ claim: String, _ known: KnownRepository) -> CommitHash? {
    if let commit = known.tags[claim] { return commit }
    guard let version = VersionTag(claim) else { return nil }
    return known.tags.first { name, _ in
      VersionTag(name)?.isSameVersion(as: version) ?? false
    }?.value
  }

  /// `v4` beside the hash of `v4.2.1` was right once: the tag moves with every release.
  private func isMoved(_ claim: String, since pin: Pin, _ known: KnownRepository) -> Bool {
    guard let version = VersionTag(claim), !version.isFull else { return false }
    return known.versions(at: pin.commit).contains {
      $0.numbers.starts(with: version.numbers)
    }
  }

  // MARK: - Not known

  private func unknown(_ pins: [Pin], in file: WorkflowFile, _ facts: WorkflowFacts) -> Finding? {
    guard facts.pins.isAskedFor else { return nil }
    var seen: Set<ActionRepository> = []
    var reason: String?
    let lacking = pins.filter { pin in
      guard pin.comment?.claim != nil,
        case .unavailable(let why) = facts.pins[pin.repository],
        seen.insert(pin.repository).inserted
      else { return false }
      reason = reason ?? why
      return true
    }
    guard let first = lacking.first, let reason else { return nil }
    return Finding(
      Self.info,
      "the versions beside pins of \(lacking.count) "
        + "\(lacking.count == 1 ? "repository" : "repositories") could not be compared",
      at: first.label(nil), kind: .undetermined(because: reason),
      notes: Listed.lines(lacking.dropFirst().map { $0.repository.description }),
      help: "`cargo moat pins --fetch` records them")
  }
}

/// A `uses:` with a full hash.
private struct Pin {
  let use: UsedAction
  let repository: ActionRepository
  let commit: CommitHash
  let comment: VersionComment?

  init?(_ use: UsedAction) {
    guard case .repository(let owner, let name, _, let ref?) = use.reference.target,
      let commit = CommitHash(ref)
    else { return nil }
    self.use = use
    self.commit = commit
    repository = ActionRepository(owner: owner, name: name)
    comment = use.reference.comment.map {
      VersionComment(use.reference.text.node.stream.source.text(at: $0))
    }
  }

  /// The same for pins that say the same.
  var key: String { "\(repository.key) \(commit) \(comment?.text ?? "")" }

  func label(_ text: String?) -> Label { use.label(text) }
}
