package import MoatHost
import MoatModel
package import MoatVetting

/// The `imports.lock` of a project, for those who want only what it records of others.
package enum RecordedImports {
  /// Why a file that is there was not read: a phrase that begins with its path.
  package struct Unreadable: Error, Sendable {
    package let message: String
  }

  /// - Parameter store: the absolute folder of the store.
  /// - Returns: nil where there is no such file.
  package static func read(
    inStore store: String, on host: Host
  ) throws(Unreadable) -> ImportsLock? {
    let path = PathText.join(store, VetStoreFolder.File.imports.rawValue)
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(path)
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try host.files.read(path, limit: VetStoreFolder.fileLimit)
    } catch {
      if error == .notFound || error == .notADirectory { return nil }
      throw Unreadable(message: "\(shown): \(error.message)")
    }
    do throws(VetStoreError) {
      return try VetStoreReader.imports(SourceText(path: shown, bytes: bytes))
    } catch {
      throw Unreadable(
        message: "\(shown):\(error.position.line):\(error.position.column): \(error.message)")
    }
  }

  /// The folder of the store of a project.
  ///
  /// - Parameters:
  ///   - root: the absolute folder of the lockfile.
  ///   - policy: what `moat.toml` says, which comes before the manifest.
  package static func store(
    below root: String, policy: VettingPolicy, on host: Host
  ) throws(Unreadable) -> String {
    if let named = policy.store { return PathText.absolute(named.value, in: root) }
    let path = PathText.join(root, "Cargo.toml")
    var manifest: SourceText?
    do throws(FileFailure) {
      manifest = SourceText(
        path: path, bytes: try host.files.read(path, limit: InputLimit.manifest))
    } catch {
      // A lone lockfile: its store is where it always is.
    }
    do throws(VetStorePlace.Malformed) {
      return try VetStorePlace.folder(below: root, manifest: manifest)
    } catch {
      throw Unreadable(message: "\(path) does not say where the store of audits is")
    }
  }
}
