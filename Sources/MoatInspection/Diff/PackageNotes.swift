import MoatCargo
import MoatDiff
import MoatModel

/// Gathers the notes on two versions of a package.
struct PackageNotes {
  let old: PackageContents?
  let new: PackageContents
  let before: PackageDiff.ReadManifest?
  let after: PackageDiff.ReadManifest
  let dependencies: [DependencyChange]
  let capabilities: InspectionDelta
  let files: [FileDiff]
  let disagreements: [String]
  let popularNames: PopularNames

  var notes: [ChangeNote] {
    unread + names + manifest + CapabilityNotes(capabilities).notes + changedFiles + origin
  }

  /// What could not be looked at: that is never left out.
  private var unread: [ChangeNote] {
    var notes: [ChangeNote] = []
    for (manifest, word) in [(before, "old"), (after, "new")] {
      guard let problem = manifest?.problem else { continue }
      notes.append(
        ChangeNote(.alert, .unread, "the \(word) manifest was not compared: \(problem)"))
    }
    for (contents, word) in [(old, "old"), (new, "new")] {
      for remark in contents?.remarks ?? [] {
        notes.append(
          ChangeNote(
            .alert, .unread,
            "in the \(word) version `\(remark.path)` was not read: it \(remark.reason)",
            at: [ChangeNote.Place(path: remark.path)]))
      }
    }
    return notes
  }

  /// Names that somebody could take for others: of new dependencies, and of a package that is new.
  private var names: [ChangeNote] {
    let dependencies = dependencies.filter { $0.old?.name != $0.new?.name }.compactMap(\.new?.name)
    let all = (old == nil ? [new.identity.name] : []) + dependencies
    var seen = Set<String>()
    return all.filter { seen.insert($0).inserted }.compactMap { name in
      popularNames.neighbour(of: name).map {
        ChangeNote(.alert, .dependency, "`\(name)` is named nearly as the much used `\($0)`")
      }
    }
  }

  private var manifest: [ChangeNote] {
    let notes = disagreements.map {
      ChangeNote(.alert, .manifest, "Cargo.toml and Cargo.toml.orig disagree: \($0)")
    }
    guard let after = after.facts else { return notes }
    guard let before else { return notes + newPackage(after) }
    guard let before = before.facts else { return notes }
    return notes
      + ManifestNotes(before, after, dependencies, isPatchRelease: isPatchRelease).notes
  }

  /// Of a package that is new everything is, so only what runs while building is told.
  private func newPackage(_ facts: ManifestFacts) -> [ChangeNote] {
    var notes = facts.buildScripts.sorted().map {
      ChangeNote(.notice, .buildScript, "has a build script", at: [ChangeNote.Place(path: $0)])
    }
    if facts.isProcMacro { notes.append(ChangeNote(.notice, .procMacro, "is a proc macro")) }
    if let links = facts.links {
      notes.append(ChangeNote(.notice, .links, "links the native library `\(links)`"))
    }
    let names = dependencies.filter { $0.dependencyKind != .development }.map { "`\($0.name)`" }
    if !names.isEmpty {
      notes.append(
        ChangeNote(.detail, .dependency, "depends on \(names.joined(separator: ", "))"))
    }
    return notes
  }

  /// Major and minor stay, and the version grows.
  private var isPatchRelease: Bool {
    guard let old, let one = try? Version(parsing: old.identity.version),
      let two = try? Version(parsing: new.identity.version)
    else { return false }
    return one.major == two.major && one.minor == two.minor && one < two
  }

  // MARK: files

  private var changedFiles: [ChangeNote] {
    var notes: [ChangeNote] = []
    for file in files {
      let place = ChangeNote.Place(path: file.path)
      if file.role == .buildScript, old != nil,
        file.change.kind == .changed || file.change.kind == .renamed
      {
        notes.append(
          ChangeNote(
            .notice, .buildScript,
            "build script changed (+\(file.addedLines) −\(file.removedLines))", at: [place]))
      }
      if file.fold == .binary, file.change.kind == .added || file.change.kind == .changed,
        old != nil
      {
        notes.append(
          ChangeNote(
            .notice, .binary,
            "binary file \(file.change.kind.rawValue), \(file.change.new?.size ?? 0) bytes",
            at: [place]))
      }
      if file.change.changesMode, file.change.new?.isExecutable ?? false {
        notes.append(ChangeNote(.notice, .binary, "became executable", at: [place]))
      }
    }
    return notes
  }

  // MARK: origin

  private var origin: [ChangeNote] {
    let place = [ChangeNote.Place(path: VCSInfo.fileName)]
    let one = old?[VCSInfo.fileName].flatMap { VCSInfo($0.bytes) }
    let two = new[VCSInfo.fileName].flatMap { VCSInfo($0.bytes) }
    var notes: [ChangeNote] = []
    if let two, two.isDirty, !(one?.isDirty ?? false) {
      notes.append(
        ChangeNote(
          .notice, .origin, "was packaged from files that differ from its commit", at: place))
    }
    if one != nil, two == nil {
      notes.append(ChangeNote(.notice, .origin, "no longer says which commit it is from"))
    }
    if let one, let two {
      if one.folder != two.folder {
        notes.append(
          ChangeNote(
            .detail, .origin,
            "its folder in the repository: `\(one.folder ?? "")` → `\(two.folder ?? "")`"))
      }
      if one.commit != two.commit {
        notes.append(
          ChangeNote(
            .detail, .origin, "commit \(Self.short(one.commit)) → \(Self.short(two.commit))"))
      } else if old?.identity != new.identity {
        notes.append(
          ChangeNote(.notice, .origin, "both versions claim the commit \(Self.short(two.commit))"))
      }
    }
    return notes
  }

  private static func short(_ commit: String) -> String { String(commit.prefix(12)) }
}
