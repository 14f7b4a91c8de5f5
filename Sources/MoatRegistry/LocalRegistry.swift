package import MoatArchive
import MoatCargo
package import MoatHost
package import MoatModel

/// A folder with `NAME-VERSION.crate` files, and an index without `config.json` in `index/`.
/// https://doc.rust-lang.org/cargo/reference/source-replacement.html#local-registry-sources
package struct LocalRegistry: CrateRegistry {
  private let root: String
  private let files: any FileSystem

  package init(root: String, files: any FileSystem) {
    self.root = root
    self.files = files
  }

  package func answer(
    about crate: String, since revision: IndexRevision?
  ) async throws(RegistryFailure) -> IndexAnswer {
    guard let index = IndexPath(crate) else { throw .malformedName(crate) }
    let path = PathText.join(root, "index/\(index.file)")
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: IndexFile.sizeLimit)
    } catch {
      if error == .notFound { return .absent(status: nil) }
      throw .file(path: path, error)
    }
    do throws(IndexCacheFailure) { return .file(try IndexFile(bytes, crate: crate)) } catch {
      throw .malformed(RedactedURL(path), error.message)
    }
  }

  package func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> VerifiedArchive {
    guard IndexPath(identity.name) != nil, (try? Version(parsing: identity.version)) != nil else {
      throw .malformedName("\(identity)")
    }
    let path = PathText.join(root, "\(identity.name)-\(identity.version).crate")
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: ArchiveLimit.compressedBytes)
    } catch {
      if error == .notFound { throw .absent("\(path): the archive of `\(identity)`") }
      throw .file(path: path, error)
    }
    return try CrateDownload.verified(
      bytes, of: identity, expecting: digest, from: RedactedURL(path))
  }
}
