package import Foundation
package import MoatHost

extension InMemoryFileSystem {
  /// Copies a folder from disk.
  ///
  /// A name `dot-cargo` becomes `.cargo`: the package manager's own tools, and many people's git
  /// settings, have their own idea of hidden folders in a checkout.
  package convenience init(copying folder: URL, to place: String) throws {
    self.init()
    try copy(folder, to: place)
  }

  /// Copies one more folder from disk.
  package func copy(_ folder: URL, to place: String) throws {
    set(place, .directory)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name)
      let path = PathText.join(place, name == "dot-cargo" ? ".cargo" : name)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      switch attributes[.type] as? FileAttributeType {
      case .typeDirectory: try copy(url, to: path)
      case .typeSymbolicLink:
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: url.path)
        set(path, .symlink(to: target))
      default: set(path, .file([UInt8](try Data(contentsOf: url))))
      }
    }
  }

  /// Every file below a folder, relative to it, in order.
  package func filePaths(below folder: String) throws -> [String] {
    var found: [String] = []
    for entry in try entries(of: folder).entries {
      let path = PathText.join(folder, entry.name)
      if entry.kind == .directory {
        found += try filePaths(below: path).map { PathText.join(entry.name, $0) }
      } else {
        found.append(entry.name)
      }
    }
    return found.sorted()
  }
}
