import MoatModel

/// What an update of a vendored tree changes, crate by crate.
package struct VendorDiff: Hashable, Sendable {
  /// What should be read first comes first, see ``Crate/Kind``.
  package let crates: [Crate]
  /// Files beside the crates that changed.
  package let otherFiles: [File]

  /// One crate that changed.
  package struct Crate: Hashable, Sendable {
    /// In the order of a report.
    package enum Kind: Int, Hashable, Sendable {
      /// Other files under the same name and version: no release has that.
      case altered
      case added
      case updated
      case removed
    }

    package let kind: Kind
    package let before: VendorSnapshot.Crate?
    package let after: VendorSnapshot.Crate?
    /// By role, then by path. Of an added or a removed crate all its files.
    package let files: [File]

    /// The name, from whichever side has one.
    package var name: String {
      let crate = after ?? before
      return crate?.identity?.name ?? crate?.folder ?? ""
    }

    /// Whether it runs code while building, that is new or changed.
    package var changesBuildTime: Bool {
      files.contains { $0.kind != .removed && ($0.role == .buildScript || $0.role == .procMacro) }
    }

    /// Whether files of one version changed in a way that no other Cargo explains: some leave out
    /// hidden files and `.orig` files, none writes another content.
    package var isSuspicious: Bool {
      kind == .altered
        && files.contains { file in
          file.path != VendorChecksums.fileName
            && (file.kind == .changed || !VendorDiff.isOptional(file.path))
        }
    }
  }

  package struct File: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case added, removed, changed
    }

    package let path: String
    package let kind: Kind
    package let role: VendorFileRole
    package let sizeBefore: Int?
    package let sizeAfter: Int?
  }

  /// Whether some crate's files changed under the same version.
  package var hasSuspicious: Bool { crates.contains(where: \.isSuspicious) }

  package init(from before: VendorSnapshot, to after: VendorSnapshot) {
    crates = Self.pairs(before.crates, after.crates).compactMap(Self.change).sorted(
      by: Self.isFirst)
    let none = VendorSnapshot.Crate(folder: "", identity: nil, files: [])
    otherFiles = Self.files(before.otherFiles, after.otherFiles, none, none)
  }

  /// Hidden files and what patch tools leave: Cargo up to 1.88 vendored none of them.
  static func isOptional(_ path: String) -> Bool {
    path.utf8.first == UInt8(ascii: ".") || path.hasSuffix(".orig") || path.hasSuffix(".rej")
      || !VendorFilter.keeps(path)
  }

  private static func isFirst(_ one: Crate, _ two: Crate) -> Bool {
    if one.kind != two.kind { return one.kind.rawValue < two.kind.rawValue }
    if one.changesBuildTime != two.changesBuildTime { return one.changesBuildTime }
    if one.name != two.name { return one.name.utf8.lexicographicallyPrecedes(two.name.utf8) }
    let folders = (one.after ?? one.before, two.after ?? two.before)
    return (folders.0?.folder ?? "").utf8.lexicographicallyPrecedes(
      (folders.1?.folder ?? "").utf8)
  }

  private static func change(
    _ pair: (before: VendorSnapshot.Crate?, after: VendorSnapshot.Crate?)
  ) -> Crate? {
    let reference = pair.after ?? pair.before
    guard let reference else { return nil }
    let files = files(
      pair.before?.files ?? [], pair.after?.files ?? [], pair.before ?? reference,
      pair.after ?? reference)
    let kind: Crate.Kind =
      switch (pair.before, pair.after) {
      case (nil, _): .added
      case (_, nil): .removed
      case (let before?, let after?):
        before.identity == after.identity ? .altered : .updated
      }
    if kind == .altered, files.isEmpty { return nil }
    return Crate(kind: kind, before: pair.before, after: pair.after, files: files)
  }

  private static func files(
    _ before: [VendorSnapshot.File], _ after: [VendorSnapshot.File],
    _ old: VendorSnapshot.Crate, _ new: VendorSnapshot.Crate
  ) -> [File] {
    let olds = Dictionary(before.map { ($0.path, $0) }) { first, _ in first }
    var found: [File] = []
    for file in after {
      let earlier = olds[file.path]
      if let earlier, earlier.content == file.content,
        earlier.isExecutable == file.isExecutable
      {
        continue
      }
      found.append(
        File(
          path: file.path, kind: earlier == nil ? .added : .changed,
          role: VendorFileRole(of: file.path, in: new), sizeBefore: earlier?.size,
          sizeAfter: file.size))
    }
    let names = Set(after.map(\.path))
    for file in before where !names.contains(file.path) {
      found.append(
        File(
          path: file.path, kind: .removed, role: VendorFileRole(of: file.path, in: old),
          sizeBefore: file.size, sizeAfter: nil))
    }
    return found.sorted { one, two in
      if one.role != two.role { return one.role < two.role }
      return one.path.utf8.lexicographicallyPrecedes(two.path.utf8)
    }
  }
}

extension VendorDiff {
  /// Which crate became which: the same version first, whatever its folder is called; of what is
  /// left, versions of one name in their order; then folders without a readable manifest by name.
  private static func pairs(
    _ before: [VendorSnapshot.Crate], _ after: [VendorSnapshot.Crate]
  ) -> [(before: VendorSnapshot.Crate?, after: VendorSnapshot.Crate?)] {
    var pairs: [(before: VendorSnapshot.Crate?, after: VendorSnapshot.Crate?)] = []
    func key(_ crate: VendorSnapshot.Crate) -> String {
      crate.identity.map { "\($0.name) \($0.version)" } ?? "/\(crate.folder)"
    }
    func name(_ crate: VendorSnapshot.Crate) -> String {
      crate.identity?.name ?? "/\(crate.folder)"
    }
    var news = Dictionary(grouping: after, by: key)
    var oldRest: [String: [VendorSnapshot.Crate]] = [:]
    for crate in before {
      if let match = news[key(crate)]?.first {
        news[key(crate)]?.removeFirst()
        pairs.append((crate, match))
      } else {
        oldRest[name(crate), default: []].append(crate)
      }
    }
    let newRest = Dictionary(grouping: news.values.joined(), by: name)
    for name in Set(oldRest.keys).union(newRest.keys) {
      let olds = sorted(oldRest[name] ?? [])
      let currents = sorted(newRest[name] ?? [])
      for index in 0..<max(olds.count, currents.count) {
        pairs.append(
          (
            index < olds.count ? olds[index] : nil,
            index < currents.count ? currents[index] : nil
          ))
      }
    }
    return pairs
  }

  private static func sorted(_ crates: [VendorSnapshot.Crate]) -> [VendorSnapshot.Crate] {
    crates.sorted { one, two in
      guard let first = one.identity, let second = two.identity else {
        return one.folder.utf8.lexicographicallyPrecedes(two.folder.utf8)
      }
      return first < second
    }
  }
}
