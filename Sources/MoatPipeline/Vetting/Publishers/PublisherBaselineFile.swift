package import MoatHost
package import MoatModel
package import MoatStore
package import MoatVetting

/// The baseline beside a lockfile.
package struct PublisherBaselineFile: Sendable {
  /// Absolute.
  package let path: String
  private let files: any FileSystem

  /// - Parameter root: the absolute folder of the lockfile.
  package init(root: String, files: any FileSystem) {
    path = PathText.join(root, PublisherBaseline.fileName)
    self.files = files
  }

  /// Why a baseline that is there cannot be used.
  package struct Unreadable: Error, Sendable {
    /// What was read of it.
    package let source: SourceText?
    package let span: SourceSpan?
    package let message: String
  }

  /// nil where there is none.
  ///
  /// - Parameter shown: the path as messages name it.
  package func read(shown: String) throws(Unreadable) -> PublisherBaseline? {
    let bytes: [UInt8]
    do throws(FileFailure) {
      // A link could show another file's lines.
      guard try files.kind(of: path) != .symlink else { throw FileFailure.leadsOut }
      bytes = try files.read(path, limit: PublisherBaseline.sizeLimit)
    } catch {
      if error == .notFound { return nil }
      throw Unreadable(source: nil, span: nil, message: error.message)
    }
    let source = SourceText(path: shown, bytes: bytes)
    do throws(PublisherBaseline.Malformed) { return try PublisherBaseline(parsing: source) } catch {
      throw Unreadable(source: source, span: error.span, message: error.message)
    }
  }

  /// Writes it, whole or not at all.
  package func write(
    _ baseline: PublisherBaseline, using store: any StoreFiles
  ) throws(StoreFailure) {
    try AtomicFile.write(Array(baseline.text.utf8), to: path, using: store)
  }
}
