package import MoatHost
import MoatModel
package import MoatStore
package import MoatVetting

/// The pins in a store's folder.
package struct ImportPinsFile: Sendable {
  /// Absolute.
  package let path: String

  /// - Parameter store: the absolute folder of the store.
  package init(store: String) { path = PathText.join(store, ImportPins.fileName) }

  /// Why pins that are there cannot be used.
  package struct Unreadable: Error, Sendable {
    package let message: String
  }

  /// Nothing where there is no file.
  package func read(_ files: any FileSystem) throws(Unreadable) -> ImportPins {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: ImportPins.sizeLimit)
    } catch {
      if error == .notFound { return ImportPins() }
      throw Unreadable(message: error.message)
    }
    do throws(ImportPins.Malformed) {
      return try ImportPins(parsing: SourceText(path: path, bytes: bytes))
    } catch {
      let line = LineIndex(bytes).position(at: error.span.lower).line
      throw Unreadable(message: "line \(line): \(error.message)")
    }
  }

  /// Writes them, whole or not at all.
  package func write(_ pins: ImportPins, using store: any StoreFiles) throws(StoreFailure) {
    try AtomicFile.write(Array(pins.text.utf8), to: path, using: store)
  }
}
