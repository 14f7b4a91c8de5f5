import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatReleases

/// The two things that `cargo moat diff` compares.
struct DiffSides {
  enum Side: Hashable {
    case crate(PackageIdentity)
    case archive(String)
    case folder(String)

    var shown: String {
      switch self {
      case .crate(let identity): identity.description
      case .archive(let path), .folder(let path): path
      }
    }
  }

  private let sources: PackageSources
  private let isOffline: Bool
  private let host: Host
  let old: Side
  let new: Side

  private static let hint =
    "write `cargo moat diff CRATE OLD NEW`, or two of CRATE@VERSION, folder and .crate file"

  /// - Throws: a usage error for words that name no two things.
  init(_ words: [String], sources: PackageSources, isOffline: Bool, in host: Host) throws {
    self.sources = sources
    self.isOffline = isOffline
    self.host = host
    switch words.count {
    case 3:
      (old, new) = (
        .crate(try Self.crate(words[0], words[1])), .crate(try Self.crate(words[0], words[2]))
      )
    case 2: (old, new) = (try Self.side(words[0], in: host), try Self.side(words[1], in: host))
    default:
      throw CommandFailure.usage("there are no two versions to compare", hint: Self.hint)
    }
    guard old != new else {
      throw CommandFailure.usage(
        "both sides are `\(old.shown)`", hint: "name two versions, or two folders")
    }
  }

  private static func crate(_ name: String, _ version: String) throws -> PackageIdentity {
    let argument = try CrateArgument("\(name)@\(version)")
    guard let version = argument.version else {
      throw CommandFailure.usage("`\(name)` is not the name of a crate", hint: Self.hint)
    }
    return PackageIdentity(name: argument.name, version: version.description)
  }

  private static func side(_ word: String, in host: Host) throws -> Side {
    if word.hasSuffix(".crate") { return .archive(word) }
    let path = PathText.absolute(word, in: host.environment.currentDirectory)
    let kind: FileKind?
    do throws(FileFailure) { kind = try host.files.kind(of: path, followingLinks: true) } catch {
      throw CommandFailure.usage("`\(word)` cannot be read: \(error.message)", hint: nil)
    }
    if kind == .directory { return .folder(word) }
    let argument = try CrateArgument(word)
    if let version = argument.version, kind == nil {
      return .crate(PackageIdentity(name: argument.name, version: version.description))
    }
    throw CommandFailure.usage(
      "`\(word)` is neither a folder, a .crate file nor a CRATE@VERSION", hint: Self.hint)
  }

  // MARK: contents

  /// - Throws: a failure with status 3 where one of them is not to be had.
  func contents() async throws -> (old: PackageContents, new: PackageContents) {
    (try await contents(of: old), try await contents(of: new))
  }

  private func contents(of side: Side) async throws -> PackageContents {
    let evidence =
      switch side {
      case .crate(let identity): await sources.contents(ofCrate: identity, wholeFiles: true)
      case .archive(let path): sources.contents(ofArchive: path, wholeFiles: true)
      case .folder(let path): sources.contents(ofFolder: path, wholeFiles: true)
      }
    switch evidence {
    case .known(let contents): return contents
    case .unavailable(let why):
      let message = why.contains("`\(side.shown)`") ? why : "`\(side.shown)`: \(why)"
      throw CommandFailure.undetermined(message, hint: await hint(for: side))
    }
  }

  /// As many known versions as are named.
  private static let versionLimit = 8

  /// For a version that the index does not have, those around it.
  private func hint(for side: Side) async -> String? {
    guard case .crate(let identity) = side, let version = try? Version(parsing: identity.version)
    else { return nil }
    let listing: CrateListing
    do throws(CrateLookup.Failure) {
      listing = try await CrateLookup(host: host).find(identity.name, isOffline: isOffline).listing
    } catch {
      return isOffline ? "run it without `--offline`" : nil
    }
    if listing.version(version) != nil { return isOffline ? "run it without `--offline`" : nil }
    let versions = listing.versions.map(\.release.version)
    let place = versions.firstIndex { $0 < version } ?? versions.count
    let first = max(0, min(place - Self.versionLimit / 2, versions.count - Self.versionLimit))
    let near = versions.dropFirst(first).prefix(Self.versionLimit).map(\.description)
    return near.isEmpty ? nil : "versions near it: \(near.joined(separator: ", "))"
  }
}
