package import MoatCargo
import MoatHost
import MoatModel
package import MoatStore

/// Two versions of a package as folders for a program that compares folders.
///
/// Nothing in them can be run or edited: no file is executable or writable, and names that editors and
/// tools act upon by themselves have another ending, the same on both sides.
package struct ReadableTrees: Sendable {
  /// The folder that holds both.
  package let folder: String
  package let old: String
  package let new: String

  /// - Parameters:
  ///   - folder: does not exist; the folder above it does.
  /// - Throws: ``StoreFailure``.
  package init(
    of old: PackageContents, _ new: PackageContents, in folder: String,
    using files: any StoreFiles
  ) throws(StoreFailure) {
    self.folder = folder
    let names = InertNames(for: (old.files + new.files).map(\.path))
    let sides = [Self.name(old, "old"), Self.name(new, "new")]
    let writer = try TreeWriter(
      folder, isReplacing: false, permissions: .readOnly, using: files)
    for (contents, side) in zip([old, new], sides) {
      try writer.addFolder(side)
      for file in contents.files {
        try writer.addFile("\(side)/\(names.path(for: file.path))", file.bytes)
      }
    }
    _ = try writer.commit()
    self.old = PathText.join(folder, sides[0])
    self.new = PathText.join(folder, sides[1])
  }

  /// `old-1.0.0`: a version has no byte that means anything in a path, but is checked all the same.
  private static func name(_ contents: PackageContents, _ side: String) -> String {
    let isPlain = contents.identity.version.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
      default: false
      }
    }
    return isPlain ? "\(side)-\(contents.identity.version)" : side
  }
}
