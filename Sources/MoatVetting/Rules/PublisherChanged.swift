package import MoatFindings
import MoatModel

/// Locked versions that were published in another way than those before.
package struct PublisherChanged: PublisherRule {
  package static let info = RuleInfo(
    id: "publisher-changed", group: .vetting, severity: .medium, confidence: .medium,
    evidence: [.lockfile, .publisherRecord],
    summary: "a locked version that somebody new published",
    explanation: Explanation(
      whatItDoes: """
        Compares who published a locked version with who published the versions before it: a person \
        for the first time, somebody's token after a workflow of Trusted Publishing, a workflow of \
        another repository. *Low* are a person who is an owner of the crate now, and a workflow for \
        the first time. People who take turns are reported once each, and with a baseline only those \
        whom nobody agreed to.

        It knows what was recorded: by `cargo moat publishers --fetch`, which asks crates.io, and by \
        cargo-vet in `supply-chain/imports.lock`, which has few of the versions, so that findings \
        from it alone are *low*. Where nothing is recorded it is silent: that is no proof. crates.io \
        keeps no publisher for its oldest versions.
        """,
      whyItMatters: """
        A version by somebody new is how a crate that changed hands, a stolen token and a new \
        maintainer all look from outside. After a crate has moved to Trusted Publishing, a version \
        published with a token has no run that shows what it was built from, and a token is what \
        attackers steal.
        """,
      whatToDo: """
        Find out whether the change was meant: release notes, the repository, the owners \
        (`cargo moat publishers CRATE`). Read the version before you build it \
        (`cargo moat diff CRATE OLD NEW`). When it is as it should be, \
        `cargo moat publishers accept CRATE` records it in `moat-publishers.toml`.
        """,
      example: """
        ```text
        warning[publisher-changed]: `left-pad 1.3.0` was published by `mallory`, for the first time
          --> Cargo.lock:12:1
           = note: 1.2.0 was published by `alice (Alice)` 2 years before; 11 earlier versions are \
        recorded
           = help: see whether that was meant, then run `cargo moat publishers accept left-pad`
        ```
        """),
    references: [
      "https://crates.io/data-access",
      "https://crates.io/docs/trusted-publishing",
      "https://blog.rust-lang.org/2025/07/11/crates-io-development-update-2025-07/",
    ])

  package init() {}

  package func findings(in facts: PublisherFacts) -> [Finding] {
    facts.crates.flatMap { crate in
      crate.locked.compactMap { finding($0, crate) }
    } + (facts.brokenBaseline.map { [baseline($0.label, $0.why)] } ?? [])
  }

  private func baseline(_ label: Label, _ why: String) -> Finding {
    .undetermined(
      Self.info, "which publishers were agreed to is not known", at: label, because: why,
      help: "mend the file, or remove it and run `cargo moat publishers accept`")
  }

  private func finding(
    _ locked: PublisherFacts.LockedVersion, _ crate: PublisherFacts.Crate
  ) -> Finding? {
    guard let change = crate.publishing.change(with: locked.version),
      let party = change.publication.party, !crate.accepted.contains(party.key)
    else { return nil }
    let isSure = crate.publishing.isComplete
    let isOwner = crate.publishing.owners?.contains { $0.key == party.key } ?? false
    let isOrdinary =
      change.kind == .firstWorkflow || (change.kind == .otherPerson && isOwner)
    let package = locked.package
    return Finding(
      Self.info, "`\(package.identity)` was published \(words(change, party))", at: package.label,
      severity: isOrdinary || !isSure ? .low : .medium,
      confidence: isSure ? .medium : .low, notes: notes(change, crate.publishing),
      help: "see whether that was meant, then run `cargo moat publishers accept "
        + "\(crate.publishing.name)`",
      subject: package.subject, paths: package.paths)
  }

  private func words(_ change: PublisherChange, _ party: Party) -> String {
    switch change.kind {
    case .otherPerson: "by `\(party.label)`, for the first time"
    case .workflowToPerson: "with a token of `\(party.label)`, and not by the workflow"
    case .otherWorkflow: "by a workflow of another repository, `\(party.label)`"
    case .firstWorkflow: "by a workflow of `\(party.label)`, for the first time"
    }
  }

  private func notes(_ change: PublisherChange, _ publishing: CratePublishing) -> [String] {
    var note = "\(change.previous.version) was published by "
    note += "`\(change.previous.party?.label ?? "")` on \(change.previous.published.day)"
    note += ", this one on \(change.publication.published.day)"
    var notes = [note]
    let versions = change.earlierCount == 1 ? "version" : "versions"
    notes.append(
      publishing.isComplete
        ? "\(change.earlierCount) earlier \(versions) with a publisher on record"
        : "only \(change.earlierCount) earlier \(versions) on record: it may have been so before")
    if let owners = publishing.owners, let party = change.publication.party,
      party.kind == .user, !owners.contains(where: { $0.key == party.key })
    {
      notes.append("`\(party.login)` is no owner of the crate now")
    }
    return notes
  }
}
