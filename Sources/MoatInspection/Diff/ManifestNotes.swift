import MoatCargo
import MoatModel

/// What two manifests of one package differ in, as notes.
struct ManifestNotes {
  let old: ManifestFacts
  let new: ManifestFacts
  let dependencies: [DependencyChange]
  let isPatchRelease: Bool
  private(set) var notes: [ChangeNote] = []

  init(
    _ old: ManifestFacts, _ new: ManifestFacts, _ dependencies: [DependencyChange],
    isPatchRelease: Bool
  ) {
    self.old = old
    self.new = new
    self.dependencies = dependencies
    self.isPatchRelease = isPatchRelease
    addDependencies()
    addBuilding()
    addFeatures()
    addTargets()
    addIdentity()
    addToolchain()
  }

  private mutating func add(
    _ weight: ChangeNote.Weight, _ topic: ChangeNote.Topic, _ text: String, at path: String? = nil
  ) {
    let places = [path.map { ChangeNote.Place(path: $0) }].compactMap(\.self)
    notes.append(ChangeNote(weight, topic, text, at: places))
  }

  // MARK: dependencies

  private mutating func addDependencies() {
    for change in dependencies {
      let isDevelopment = change.dependencyKind == .development
      switch change.kind {
      case .added where isDevelopment:
        add(.detail, .dependency, "new \(change.place) \(change.label)")
      case .added:
        add(
          isPatchRelease || change.isFromElsewhere ? .alert : .notice, .dependency,
          "new \(change.place) \(change.label)"
            + (isPatchRelease ? ", gained in a patch release" : "") + elsewhere(change))
      case .removed:
        add(.detail, .dependency, "\(change.place) \(change.label) is gone")
      case .changed:
        let weight: ChangeNote.Weight =
          isDevelopment
          ? .detail
          : change.isFromElsewhere && change.old?.location != change.new?.location
            ? .alert : change.changesWhatIsBuilt ? .notice : .detail
        add(
          weight, .dependency,
          "\(change.place) `\(change.name)`\(change.platforms): \(change.differences.joined(separator: "; "))"
        )
      }
    }
  }

  private func elsewhere(_ change: DependencyChange) -> String {
    guard change.isFromElsewhere, let location = change.new?.location else { return "" }
    return ", from \(DependencyChange.place(location))"
  }

  // MARK: what runs while building

  private mutating func addBuilding() {
    for path in new.buildScripts.subtracting(old.buildScripts).sorted() {
      add(
        .alert, .buildScript,
        old.buildScripts.isEmpty ? "gains a build script" : "another file is a build script",
        at: path)
    }
    if new.buildScripts.isEmpty, !old.buildScripts.isEmpty {
      add(.detail, .buildScript, "no longer has a build script")
    }
    if new.isProcMacro != old.isProcMacro {
      add(
        new.isProcMacro ? .alert : .detail, .procMacro,
        new.isProcMacro
          ? "becomes a proc macro: it runs in the compiler" : "is no proc macro any more")
    }
    if new.links != old.links {
      add(
        .notice, .links,
        "`links` \(Self.quoted(old.links)) → \(Self.quoted(new.links)): the native library it stands for"
      )
    }
  }

  private static func quoted(_ text: String?) -> String { text.map { "`\($0)`" } ?? "none" }

  // MARK: features and targets

  private mutating func addFeatures() {
    let before = Dictionary(old.manifest.features.map { ($0.name, $0) }) { $1 }
    let after = Dictionary(new.manifest.features.map { ($0.name, $0) }) { $1 }
    let added = after.keys.filter { before[$0] == nil && $0 != "default" }.sorted()
    let removed = before.keys.filter { after[$0] == nil && $0 != "default" }.sorted()
    if !added.isEmpty { add(.detail, .features, "new features: \(Self.list(added))") }
    if !removed.isEmpty { add(.detail, .features, "features gone: \(Self.list(removed))") }
    for name in Set(before.keys).union(after.keys).sorted() {
      let one = Set(before[name]?.values.map(\.value) ?? [])
      let two = Set(after[name]?.values.map(\.value) ?? [])
      let isDefault = name == "default"
      guard isDefault || (before[name] != nil && after[name] != nil) else { continue }
      let (more, less) = (two.subtracting(one).sorted(), one.subtracting(two).sorted())
      if !more.isEmpty {
        add(isDefault ? .notice : .detail, .features, "`\(name)` now turns on \(Self.list(more))")
      }
      if !less.isEmpty {
        add(.detail, .features, "`\(name)` no longer turns on \(Self.list(less))")
      }
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  private mutating func addTargets() {
    let gained = new.binaries.subtracting(old.binaries).sorted()
    let lost = old.binaries.subtracting(new.binaries).sorted()
    if !gained.isEmpty { add(.notice, .targets, "new programs: \(Self.list(gained))") }
    if !lost.isEmpty { add(.detail, .targets, "programs gone: \(Self.list(lost))") }
    if new.crateTypes != old.crateTypes {
      let types = { (types: [String]) in
        types.isEmpty ? "the default" : types.joined(separator: ", ")
      }
      add(.notice, .targets, "crate type: \(types(old.crateTypes)) → \(types(new.crateTypes))")
    }
  }

  // MARK: who and where

  private mutating func addIdentity() {
    let added = new.authors.filter { !old.authors.contains($0) }
    let gone = old.authors.filter { !new.authors.contains($0) }
    if !added.isEmpty { add(.notice, .identity, "authors now also name \(Self.list(added))") }
    if !gone.isEmpty { add(.detail, .identity, "authors no longer name \(Self.list(gone))") }
    if new.repository != old.repository {
      let isSame =
        old.repository.flatMap { one in
          new.repository.map { RedactedURL(one).isSameRepository(as: RedactedURL($0)) }
        } ?? false
      add(
        isSame || new.repository == nil ? .detail : old.repository == nil ? .detail : .alert,
        .identity, "repository \(Self.quoted(old.repository)) → \(Self.quoted(new.repository))")
    }
    if new.license != old.license || new.licenseFile != old.licenseFile {
      add(
        .notice, .identity,
        "license \(Self.quoted(old.license ?? old.licenseFile)) → \(Self.quoted(new.license ?? new.licenseFile))"
      )
    }
  }

  private mutating func addToolchain() {
    if new.edition != old.edition {
      add(
        .detail, .toolchain,
        "edition \(old.edition ?? "2015") → \(new.edition ?? "2015")")
    }
    if new.rustVersion != old.rustVersion {
      add(
        .detail, .toolchain,
        "needs Rust \(old.rustVersion ?? "(not said)") → \(new.rustVersion ?? "(not said)")")
    }
  }
}
