package import MoatFindings
package import MoatModel
import MoatSyntax

/// Everything from elsewhere that workflows name, actions, workflows, images and tools; and the tools
/// that Dockerfiles, Makefiles, justfiles and scripts install.
package struct PinInventory: Sendable {
  /// By kind, then name, then what is written.
  package private(set) var items: [PinnedItem]

  package init(_ facts: [WorkflowFacts]) {
    var order: [PinnedItem.Key] = []
    var items: [PinnedItem.Key: PinnedItem] = [:]
    // A function that is called twice, or a script that two shells read, has one place.
    var seen: [PinnedItem.Key: Set<Label>] = [:]
    for fact in facts {
      let found = Self.actions(in: fact) + Self.images(in: fact) + ToolPins.items(in: fact)
      for item in found {
        if items[item.key] == nil {
          order.append(item.key)
          items[item.key] = item
          seen[item.key] = Set(item.places)
        } else {
          items[item.key]?.places += item.places.filter {
            seen[item.key, default: []].insert($0).inserted
          }
        }
      }
    }
    self.items = order.compactMap { items[$0] }.sorted { $0.key < $1.key }
  }

  /// Adds what an update of an action would change.
  package mutating func set(_ change: PinChange, ofItemAt index: Int) {
    guard items.indices.contains(index) else { return }
    items[index].newest?.change = change
  }

  // MARK: - Actions

  private static func actions(in facts: WorkflowFacts) -> [PinnedItem] {
    facts.usedActions.compactMap { use in
      guard case .repository(let owner, let name, let path, let ref) = use.reference.target,
        let ref, !ref.isEmpty
      else { return nil }
      let repository = ActionRepository(owner: owner, name: name)
      let comment = use.reference.comment.map {
        VersionComment(use.reference.text.node.stream.source.text(at: $0))
      }
      let isWorkflow = path?.hasPrefix(".github/workflows/") ?? false
      var item = PinnedItem(
        kind: isWorkflow ? .workflow : .action,
        name: ([repository.description] + [path].compactMap { $0 }).joined(separator: "/"),
        written: ref, state: state(of: ref, repository, facts.pins[repository].value),
        places: [use.label()])
      item.repository = repository
      item.commit = CommitHash(ref)
      item.version = item.commit == nil ? nil : comment?.claim
      item.isTrusted = facts.settings.trusts(use.reference)
      item.take(facts.pins[repository], written: ref)
      return item
    }
  }

  private static func state(
    of ref: String, _ repository: ActionRepository, _ known: KnownRepository?
  ) -> PinnedItem.State {
    switch ReferenceShape(ref) {
    case .commit: .commit
    case .shortHash: .name
    case .version: known?.branches[ref] != nil && known?.tags[ref] == nil ? .branch : .tag
    case .name: known?.tags[ref] != nil ? .tag : known?.branches[ref] != nil ? .branch : .name
    }
  }

  // MARK: - Images

  private static func images(in facts: WorkflowFacts) -> [PinnedItem] {
    facts.files.flatMap { file in
      file.namedImages.map { named in
        let image = ImageReference(named.image)
        return PinnedItem(
          kind: .image, name: image.name, written: image.digest ?? image.tag ?? "",
          state: image.digest != nil ? .digest : image.tag == nil ? .nothing : .tag,
          version: image.digest == nil ? nil : image.tag, places: [file.label(named.span)])
      }
    }
  }
}

/// One thing from elsewhere, as one spelling names it.
package struct PinnedItem: Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case action, workflow, image, tool
  }

  /// What holds it to one content.
  package enum State: String, Hashable, Sendable {
    /// A commit's full hash.
    case commit
    /// An image's digest, or the recorded checksum of an archive.
    case digest
    /// A version of a registry that never gives one version two contents.
    case version
    case tag, branch
    /// A branch or a tag; nobody can tell which.
    case name
    /// Whatever is newest.
    case nothing

    /// Whether the same is meant tomorrow as today.
    package var isPinned: Bool {
      switch self {
      case .commit, .digest: true
      case .version, .tag, .branch, .name, .nothing: false
      }
    }
  }

  package struct Key: Hashable, Sendable, Comparable {
    let kind: Int
    let name: String
    let written: String

    package static func < (left: Key, right: Key) -> Bool {
      (left.kind, left.name, left.written) < (right.kind, right.name, right.written)
    }
  }

  package let kind: Kind
  /// As it is written first: `actions/checkout`, `ghcr.io/example/build`, `cargo-nextest`.
  package let name: String
  /// What stands behind `@` or `:`, or the version that is asked for; empty for nothing.
  package let written: String
  package let state: State
  package var repository: ActionRepository?
  package var commit: CommitHash?
  /// The version that a comment beside a hash claims, or the tag beside a digest.
  package var version: String?
  /// Whether evidence shows that ``version`` is the commit's; nil where there is none.
  package var isVersionProven: Bool?
  package var isTrusted = false
  /// The day of the commit, by its own word.
  package var committed: Day?
  /// The newest release that is known, if it is another.
  package var newest: Newest?
  /// Why nothing is known of its repository; nil where something is, or nothing was asked.
  package var unknown: String?
  package var places: [Label]

  /// A release that an update would bring.
  package struct Newest: Hashable, Sendable {
    package let version: String
    package let commit: CommitHash
    package let committed: Day?
    /// Where it is known from.
    package let origin: String
    /// What it would change; nil where no clone has both commits.
    package var change: PinChange?
  }

  package init(
    kind: Kind, name: String, written: String, state: State, version: String? = nil,
    places: [Label]
  ) {
    self.kind = kind
    self.name = name
    self.written = written
    self.state = state
    self.version = version
    self.places = places
  }

  package var key: Key {
    Key(
      kind: Kind.allCases.firstIndex(of: kind) ?? 0, name: name.lowercased(),
      // Two comments beside one hash are two claims.
      written: state == .commit ? "\(written.lowercased()) \(version ?? "")" : written)
  }

  /// The commit that runs today, where that is known.
  package private(set) var resolved: CommitHash?

  mutating func take(_ evidence: Evidence<KnownRepository>, written ref: String) {
    guard case .known(let known) = evidence else {
      if case .unavailable(let why) = evidence { unknown = why }
      return
    }
    resolved = commit ?? known.commit(of: ref)
    guard let resolved else { return }
    committed = known.committed[resolved]
    if let label = known.label(of: resolved) {
      let isSame =
        version == label
        || version.flatMap { VersionTag($0) }.flatMap { claim in
          VersionTag(label).map { $0.isSameVersion(as: claim) }
        } == true
      isVersionProven = version.map { claim in isSame || known.tags[claim] == resolved }
      if version == nil, commit != nil { version = label }
    } else if version != nil {
      isVersionProven = known.listsEveryTag ? false : nil
    }
    guard let release = known.newestRelease, release.commit != resolved else { return }
    // A commit behind the newest release is no older than it.
    if let mine = known.versions(at: resolved).first, release.version < mine { return }
    newest = Newest(
      version: release.version.text, commit: release.commit,
      committed: known.committed[release.commit], origin: known.origin)
  }
}
