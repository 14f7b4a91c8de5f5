package import MoatCargo

/// How the files of a folder differ from a record of them.
package struct FileComparison: Hashable, Sendable {
  /// Present with other bytes.
  package let changed: [String]
  /// In the record and not in the folder, for no known reason.
  package let missing: [String]
  /// In the record and not in the folder because `cargo vendor` leaves them out.
  package let dropped: [String]
  /// In the folder and not in the record, with a phrase where it is not a plain file.
  package let extra: [CrateFolder.Remark]

  package var isEqual: Bool { changed.isEmpty && missing.isEmpty && extra.isEmpty }

  /// Where a folder is found, which decides what may differ from the archive.
  package enum Place: Hashable, Sendable {
    /// Below `$CARGO_HOME/registry/src`.
    case unpacked
    /// A folder of a vendored tree.
    case vendored
  }

  /// - Parameters:
  ///   - record: the files of the archive, or those a checksum file lists, in any order.
  ///   - undecided: paths that the record has without a digest; they are not compared.
  package init(
    _ folder: CrateFolder, with record: [CrateFile], undecided: [String] = [], in place: Place
  ) {
    var changed: [String] = []
    var missing: [String] = []
    var dropped: [String] = []
    var extra = folder.foreign
    let unread = Set(folder.unread.map(\.path))
    let undecided = Set(undecided)
    let expected = record.sorted { $0.precedes($1) }
    var index = expected.startIndex
    func passOver(_ file: CrateFile) {
      if place.ignores(file.path) || unread.contains(file.path) { return }
      if place == .vendored, VendorHabit.drops(file.path) {
        dropped.append(file.path)
      } else {
        missing.append(file.path)
      }
    }
    for file in folder.files {
      while index < expected.endIndex,
        expected[index].precedes(file)
      {
        passOver(expected[index])
        index += 1
      }
      if index < expected.endIndex, !file.precedes(expected[index]) {
        if expected[index].digest != file.digest { changed.append(file.path) }
        index += 1
      } else if !place.ignores(file.path), !undecided.contains(file.path) {
        extra.append(CrateFolder.Remark(path: file.path, reason: ""))
      }
    }
    for file in expected[index...] { passOver(file) }
    let foreign = Set(folder.foreign.map(\.path))
    self.changed = changed
    // Something stands in the place of these: that is said once, as extra.
    self.missing = missing.filter { !foreign.contains($0) }
    self.dropped = dropped
    self.extra = extra.sorted(byBytesOf: \.path)
  }
}

extension FileComparison.Place {
  /// Files that Cargo itself adds to what it unpacks, or never unpacks.
  func ignores(_ path: String) -> Bool {
    switch self {
    // Marks a whole unpacking; an entry of this name in an archive is passed over
    // (`cargo/src/sources/registry/mod.rs`).
    case .unpacked: path == ".cargo-ok"
    case .vendored: path == ".cargo-ok" || path == VendorChecksums.fileName
    }
  }
}

/// What some release of `cargo vendor` leaves out of a crate.
enum VendorHabit {
  /// ``VendorFilter`` says what today's leaves out. Before 1.89 it copied from the unpacked source,
  /// without what starts with a dot at the top and without the leftovers of `patch`, among them
  /// `Cargo.toml.orig` (https://github.com/rust-lang/cargo/pull/15514).
  static func drops(_ path: String) -> Bool {
    !VendorFilter.keeps(path) || path.hasSuffix(".orig") || path.hasSuffix(".rej")
      || path.utf8.first == UInt8(ascii: ".")
  }
}
