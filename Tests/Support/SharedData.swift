public import Foundation

/// Real inputs beside the checkout (`../shared/data`); absent on most machines.
public enum SharedData {
  /// The package's own root.
  public static let packageRoot: URL =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static let folder: URL = packageRoot.deletingLastPathComponent()
    .appendingPathComponent("shared/data")

  /// Whether the data is there; a test enabled by it says why it is skipped.
  public static let isPresent: Bool = {
    let isThere = FileManager.default.fileExists(atPath: folder.path)
    if !isThere { print("skipped: no real data at \(folder.path)") }
    return isThere
  }()

  /// A path as messages show it: from the package's root where it lies below that.
  public static func relativePath(of file: URL) -> String {
    let root = packageRoot.path + "/"
    return file.path.hasPrefix(root) ? String(file.path.dropFirst(root.count)) : file.path
  }

  /// Files with this name below a folder of the data, as (path relative to the folder, bytes).
  public static func files(named name: String, below subfolder: String) throws -> [(
    path: String, bytes: [UInt8]
  )] {
    let root = folder.appendingPathComponent(subfolder)
    guard let walk = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var files: [(path: String, bytes: [UInt8])] = []
    for case let path as String in walk where path.split(separator: "/").last == name[...] {
      let data = try Data(contentsOf: root.appendingPathComponent(path))
      files.append((path, [UInt8](data)))
    }
    return files.sorted { $0.path < $1.path }
  }
}
