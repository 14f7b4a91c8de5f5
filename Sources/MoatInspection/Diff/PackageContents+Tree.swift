package import MoatCargo
package import MoatDiff

extension PackageContents {
  /// The files as they are compared.
  package var tree: [TreeFile] { files.map { TreeFile($0) } }
}

extension TreeFile {
  /// A package's file as it is compared.
  package init(_ file: PackageContents.File) {
    self.init(
      path: file.path, bytes: file.bytes, size: file.size, isExecutable: file.isExecutable)
  }
}
