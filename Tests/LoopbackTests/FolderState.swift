import Foundation
import MoatArchive
import MoatModel

/// Every file and link below a folder with its digest or target, hidden ones too.
struct FolderState: Hashable {
  private let entries: [String: String]

  /// Nothing there is the empty state.
  init(_ folder: URL) throws {
    var entries: [String: String] = [:]
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      let file = folder.appendingPathComponent(path).path
      let type = try FileManager.default.attributesOfItem(atPath: file)[.type]
      switch type as? FileAttributeType {
      case .typeDirectory: continue
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
  var count: Int { entries.count }
}
