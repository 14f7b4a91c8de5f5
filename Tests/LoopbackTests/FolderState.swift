import Foundation
import MoatArchive
import MoatModel

/// Every folder, file and link below a folder, hidden ones too, with its digest or target.
struct FolderState: Hashable {
  private let entries: [String: String]

  /// nil where there is no folder.
  init?(_ folder: URL) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return nil }
    var entries: [String: String] = [:]
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      let file = folder.appendingPathComponent(path).path
      let type = try FileManager.default.attributesOfItem(atPath: file)[.type]
      switch type as? FileAttributeType {
      case .typeDirectory: entries[path] = "folder"
      case .typeSymbolicLink:
        entries[path] = try FileManager.default.destinationOfSymbolicLink(atPath: file)
      default:
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        entries[path] = try SHA256Hasher.digest(of: bytes).hex
      }
    }
    self.entries = entries
  }

  var isEmpty: Bool { entries.isEmpty }
  /// Files and links.
  var fileCount: Int { entries.values.count { $0 != "folder" } }
}
