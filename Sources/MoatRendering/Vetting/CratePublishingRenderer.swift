package import MoatModel
import MoatReleases
package import MoatVetting

/// Who published and who may publish one locked crate, for people.
package struct CratePublishingRenderer: Sendable {
  private let crate: LockedCratePublishing
  private let now: Timestamp
  private let width: Int
  private let style: Style

  package init(_ crate: LockedCratePublishing, now: Timestamp, width: Int, style: Style) {
    self.crate = crate
    self.now = now
    self.width = width
    self.style = style
  }

  package func text() -> String {
    var lines = crate.identities.enumerated().flatMap { index, identity in
      [style.bold(shown(identity.description))]
        + (crate.publishing.value.map { version(crate.versions[index], $0) } ?? [])
    }
    switch crate.publishing {
    case .unavailable(let why): lines += wrapped("nothing is recorded: \(shown(why))")
    case .known(let publishing): lines += about(publishing)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func version(_ version: Version, _ publishing: CratePublishing) -> [String] {
    guard let publication = publishing.publication(of: version) else {
      return wrapped("who published it is not recorded")
    }
    var text = "published \(publication.published.day) "
    switch publication.means {
    case .person(let party): text += "with a token of \(shown(party.label))"
    case .workflow(let run):
      text += "by a workflow of \(shown(run.party.label))"
      if let commit = run.commit { text += " at commit \(shown(String(commit.prefix(12))))" }
      if let address = run.address { text += ", \(shown(address))" }
    case .otherProvider(let name): text += "by Trusted Publishing through \(shown(name))"
    case .unrecorded: text += "; crates.io kept no record of who did it then"
    }
    var lines = wrapped(text)
    if let change = publishing.change(with: version) {
      let before = "before it \(shown(change.previous.party?.label ?? "")) published "
      lines += wrapped(
        "changed: \(words(change.kind)); \(before)\(change.previous.version) on "
          + "\(change.previous.published.day)")
    }
    return lines
  }

  private func words(_ kind: PublisherChange.Kind) -> String {
    switch kind {
    case .otherPerson: "the first version on record by this person"
    case .workflowToPerson: "with a token, after versions from a workflow"
    case .otherWorkflow: "the first version on record from this repository"
    case .firstWorkflow: "the first version on record from a workflow"
    }
  }

  private func about(_ publishing: CratePublishing) -> [String] {
    var lines: [String] = []
    if let owners = publishing.owners {
      let list = owners.map { "\($0.kind.word) \(shown($0.label))" }.joined(separator: ", ")
      let asked = publishing.asked.map { " (the record is \($0.age(at: now)))" } ?? ""
      lines += wrapped("owners\(asked): \(list.isEmpty ? "none" : list)")
    } else {
      lines += wrapped("owners: not recorded")
    }
    if publishing.isTrustedPublishingOnly == true {
      lines += wrapped("new versions are taken from trusted workflows alone")
    }
    let history = history(publishing)
    if !history.isEmpty {
      let count = Wording.counted(publishing.publications.count, "recorded version")
      lines += wrapped("\(count), by: \(history)")
    }
    return lines
  }

  /// Who published how many, the most first.
  private func history(_ publishing: CratePublishing) -> String {
    var counts: [Party.Key: (party: Party, count: Int, last: Publication)] = [:]
    for publication in publishing.publications {
      guard let party = publication.party else { continue }
      let old = counts[party.key]
      let last = old.map { $0.last.published > publication.published ? $0.last : publication }
      counts[party.key] = (party, (old?.count ?? 0) + 1, last ?? publication)
    }
    return counts.values.sorted { ($1.count, $0.party) < ($0.count, $1.party) }.map { entry in
      "\(shown(entry.party.label)) \(entry.count) (last \(entry.last.version), "
        + "\(entry.last.published.day))"
    }.joined(separator: ", ")
  }

  private func shown(_ text: String) -> String { TerminalText.neutralised(text) }

  private func wrapped(_ text: String) -> [String] {
    TerminalText.wrapped(text, width: width, first: "  ", hanging: 4)
  }
}
