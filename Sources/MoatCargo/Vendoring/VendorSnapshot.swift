package import MoatModel

/// What a vendored tree held at one moment: a folder, or a commit.
package struct VendorSnapshot: Hashable, Sendable {
  package let crates: [Crate]
  /// Files beside the crates' folders, in the order of their bytes.
  package let otherFiles: [File]

  package init(crates: [Crate], otherFiles: [File] = []) {
    self.crates = crates.sorted(byBytesOf: \.folder)
    self.otherFiles = otherFiles.sorted(byBytesOf: \.path)
  }

  /// The folder of one crate.
  package struct Crate: Hashable, Sendable {
    package let folder: String
    /// From its manifest; nil where that is missing or cannot be read.
    package let identity: PackageIdentity?
    package let isProcMacro: Bool
    /// Paths of its build scripts, as far as the manifest names them; `build.rs` where it is silent.
    package let buildScripts: Set<String>
    /// In the order of the paths' bytes.
    package let files: [File]

    package init(
      folder: String, identity: PackageIdentity?, isProcMacro: Bool = false,
      buildScripts: Set<String> = [], files: [File]
    ) {
      self.folder = folder
      self.identity = identity
      self.isProcMacro = isProcMacro
      self.buildScripts = buildScripts
      self.files = files.sorted(byBytesOf: \.path)
    }
  }

  package struct File: Hashable, Sendable {
    /// Below the crate's folder, or below the tree.
    package let path: String
    /// A name of its content: equal for equal contents of both sides of a comparison.
    package let content: String
    /// In bytes.
    package let size: Int
    package let isExecutable: Bool

    package init(path: String, content: String, size: Int, isExecutable: Bool = false) {
      self.path = path
      self.content = content
      self.size = size
      self.isExecutable = isExecutable
    }
  }
}

extension VendorSnapshot.Crate {
  /// - Parameter manifest: its `Cargo.toml`, where there is one.
  package init(folder: String, manifest: SourceText?, files: [VendorSnapshot.File]) {
    var identity: PackageIdentity?
    var isProcMacro = false
    var scripts: Set<String> = []
    do throws(DocumentError) {
      if let manifest {
        let read = try Manifest(parsing: manifest)
        identity = read.package.flatMap { package in
          package.version.map {
            PackageIdentity(name: package.name, version: $0.description)
          }
        }
        isProcMacro = read.isProcMacro
        scripts = Manifest.buildScripts(of: manifest)
      }
    } catch {
      // Whatever it is: a change of it is shown, and what it would be for is not known.
    }
    if files.contains(where: { $0.path == "build.rs" }) { scripts.insert("build.rs") }
    self.init(
      folder: folder, identity: identity, isProcMacro: isProcMacro, buildScripts: scripts,
      files: files)
  }
}
