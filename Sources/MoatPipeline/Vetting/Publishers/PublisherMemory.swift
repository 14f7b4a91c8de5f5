package import MoatHost
package import MoatModel
package import MoatStore
package import MoatVetting

/// What Moat remembers of who published and who may publish crates: one file a crate, in `publishers`
/// below its cache folder.
///
/// Two runs at once that ask about one crate both write what crates.io said; the last one stays.
package struct PublisherMemory: Sendable {
  private let folder: String
  private let files: any FileSystem

  /// - Parameter cache: Moat's cache folder.
  package init(in cache: String, files: any FileSystem) {
    folder = PathText.join(cache, "publishers")
    self.files = files
  }

  /// nil for what cannot be the name of a crate: it becomes a part of a path.
  private func path(of crate: String) -> String? {
    let isName = crate.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    // crates.io knows names apart from case as one.
    return isName && !crate.isEmpty && crate.utf8.count <= 64
      ? PathText.join(folder, crate.lowercased() + ".toml") : nil
  }

  /// What is remembered of a crate.
  package func crate(_ name: String) -> Evidence<CratePublishing> {
    guard let path = path(of: name) else {
      return .unavailable("`\(name)` cannot be the name of a crate")
    }
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: PublisherRecord.sizeLimit)
    } catch {
      return .unavailable(error == .notFound ? "crates.io was not asked" : error.message)
    }
    return PublisherRecord.read(SourceText(path: path, bytes: bytes)).flatMap { found in
      found.name == name ? .known(found) : .unavailable("the record is of `\(found.name)`")
    }
  }

  /// Writes what crates.io said at a moment.
  ///
  /// - Throws: ``Failure``, naming the path.
  package func remember(
    _ publishing: CratePublishing, asked: Timestamp, using store: any StoreFiles
  ) throws(Failure) {
    guard let path = path(of: publishing.name) else {
      throw Failure(path: publishing.name, message: "cannot be the name of a crate")
    }
    do throws(FileFailure) { try files.createDirectories(folder) } catch {
      throw Failure(path: folder, message: error.message)
    }
    let text = PublisherRecord.text(of: publishing, asked: asked)
    do throws(StoreFailure) {
      try AtomicFile.write(Array(text.utf8), to: path, using: store)
    } catch {
      throw Failure(path: path, message: error.message)
    }
  }

  /// A record that was not written.
  package struct Failure: Error, Hashable, Sendable {
    package let path: String
    package let message: String
  }
}
