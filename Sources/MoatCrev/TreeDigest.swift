import MoatArchive
package import MoatCargo

/// The digest of a source tree that crev's reviews name.
///
/// For a file `H("F" bytes)`; for a folder `H("D" …)` over `H(name)` and the digest of each entry,
/// sorted by the bytes of the names; `H` is BLAKE2b with 32 bytes. The root's own name does not
/// count. https://github.com/crev-dev/recursive-digest. Of a crate it is taken over everything that
/// the archive holds, but for the `.cargo-ok` that Cargo puts beside it.
package enum TreeDigest {
  /// Why a package has no digest to compare with.
  package enum Unknown: Error, Hashable, Sendable {
    /// What lies in a folder may be more or less than was published.
    case notAnArchive
    case incomplete(String)
    case tooDeep(limit: Int)

    /// A phrase to put after a package's name and a colon.
    package var message: String {
      switch self {
      case .notAnArchive: "its archive is not on this machine"
      case .incomplete(let path): "`\(path)` was not read whole"
      case .tooDeep(let limit): "its folders are more than \(limit) deep"
      }
    }
  }

  /// - Parameter contents: with whole files, from an archive with the recorded digest.
  package static func digest(of contents: PackageContents) throws(Unknown) -> CrevDigest {
    guard case .archive = contents.origin else { throw .notAnArchive }
    if let remark = contents.remarks.first { throw .incomplete(remark.path) }
    var entries: [Entry] = []
    for file in contents.files where file.path != ".cargo-ok" {
      guard file.isWhole else { throw .incomplete(file.path) }
      let names = file.path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
      guard names.count <= CrevLimit.folders else { throw .tooDeep(limit: CrevLimit.folders) }
      entries.append(Entry(names: names, bytes: file.bytes))
    }
    return CrevDigest(finished: folder(entries[...], depth: 0))
  }

  private struct Entry {
    let names: [[UInt8]]
    let bytes: [UInt8]
  }

  /// - Parameter entries: those of one folder side by side, as sorting whole paths puts them.
  private static func folder(_ entries: ArraySlice<Entry>, depth: Int) -> [UInt8] {
    var children: [(name: [UInt8], digest: [UInt8])] = []
    var rest = entries
    while let first = rest.first {
      let name = first.names[depth]
      let group = rest.prefix { $0.names[depth] == name }
      rest = rest.dropFirst(group.count)
      if first.names.count == depth + 1 {
        var hasher = BLAKE2b256()
        hasher.update(CollectionOfOne(UInt8(ascii: "F")))
        hasher.update(first.bytes)
        children.append((name, hasher.finish()))
      } else {
        children.append((name, folder(group, depth: depth + 1)))
      }
    }
    // A folder's slash sorts otherwise than the end of a name does.
    children.sort { $0.name.lexicographicallyPrecedes($1.name) }
    var hasher = BLAKE2b256()
    hasher.update(CollectionOfOne(UInt8(ascii: "D")))
    for child in children {
      hasher.update(BLAKE2b256.digest(of: child.name))
      hasher.update(child.digest)
    }
    return hasher.finish()
  }
}
