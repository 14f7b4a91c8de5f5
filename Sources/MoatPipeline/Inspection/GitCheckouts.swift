import MoatCargo
import MoatHost
import MoatModel

/// The checkouts of git repositories that Cargo keeps: `git/checkouts/NAME-HASH/COMMIT/`.
///
/// The hash depends on the version of Cargo, so folders are found by listing. A checkout is a work
/// tree that anybody could have written to; nothing here is verified.
struct GitCheckouts: Sendable {
  private let folder: String?
  private let files: any FileSystem

  init(cargoHome: String?, files: any FileSystem) {
    folder = cargoHome.map { PathText.join($0, "git/checkouts") }
    self.files = files
  }

  /// The least that Cargo writes of a commit's hash.
  private static let shortestCommit = 7

  /// The folder of a package in the checkout of a commit.
  func folder(
    of package: String, _ url: RedactedURL, _ commit: String?
  ) -> Evidence<String> {
    guard let folder, let commit else { return .unavailable("the lockfile names no commit") }
    guard let checkout = checkout(in: folder, url, commit) else {
      return .unavailable("Cargo has no checkout of its commit on this machine")
    }
    var seen = 0
    if let found = find(package, in: checkout, depth: 0, &seen) { return .known(found) }
    return .unavailable("the checkout of its commit has no package of that name")
  }

  private func checkout(in folder: String, _ url: RedactedURL, _ commit: String) -> String? {
    let start = Self.name(of: url) + "-"
    for repository in folders(in: folder)
    where repository.hasPrefix(start) && !repository.dropFirst(start.count).contains("-") {
      let place = PathText.join(folder, repository)
      for short in folders(in: place)
      where short.utf8.count >= Self.shortestCommit && commit.hasPrefix(short) {
        return PathText.join(place, short)
      }
    }
    return nil
  }

  /// The last part of the address in Cargo's canonical form.
  private static func name(of url: RedactedURL) -> String {
    let path = url.unredacted.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last.map(String.init) ?? "_empty"
    let bare = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    return url.host == "github.com" ? bare.lowercased() : bare
  }

  private func find(
    _ package: String, in folder: String, depth: Int, _ seen: inout Int
  ) -> String? {
    guard depth < FolderWalkLimit.depth, seen < ContentsLimit.checkoutEntries else { return nil }
    let entries: [DirectoryEntry]
    do throws(FileFailure) { entries = try files.entries(of: folder).entries } catch { return nil }
    seen += entries.count
    if entries.contains(where: { $0.name == "Cargo.toml" && $0.kind == .regular }),
      name(in: folder) == package
    {
      return folder
    }
    for entry in entries where entry.kind == .directory && entry.name != ".git" {
      let inner = PathText.join(folder, entry.name)
      if let found = find(package, in: inner, depth: depth + 1, &seen) { return found }
    }
    return nil
  }

  private func name(in folder: String) -> String? {
    do throws(FileFailure) {
      let bytes = try files.read(
        PathText.join(folder, "Cargo.toml"), limit: InputLimit.manifest)
      return PackageManifest.identity(of: bytes).value?.name
    } catch {
      return nil
    }
  }

  private func folders(in folder: String) -> [String] {
    do throws(FileFailure) {
      return try files.entries(of: folder).entries.filter { $0.kind == .directory }.map(\.name)
    } catch {
      return []
    }
  }
}
