import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// Reads the folder of one package. No link is followed, and nothing outside the folder is read.
struct PackageFolder {
  /// What below the folder belongs to the package.
  enum Extent: Sendable {
    /// Everything but the files that Cargo adds: a crate that was vendored or unpacked.
    case everything
    /// What a developer's folder holds of the package: without build output, without what version
    /// control keeps, and without packages of their own below it, which Cargo leaves out too
    /// (https://doc.rust-lang.org/cargo/reference/manifest.html#the-exclude-and-include-fields).
    case ownFiles
  }

  let path: String
  let extent: Extent
  let files: any FileSystem

  /// What Cargo and `cargo vendor` put beside a crate's own files.
  private static let added: Set<String> = [".cargo-ok", VendorChecksums.fileName]

  /// Stands for the folder as it was.
  struct Fingerprint: Hashable, Sendable {
    let digest: SHA256Digest
    /// When the newest file last changed.
    let newestChange: Int
  }

  /// Why there is nothing to read.
  struct Unreadable: Error { let reason: String }

  func read(_ depth: ContentsDepth) throws(Unreadable) -> (ContentsReading, Fingerprint) {
    let visitor = try visit(depth)
    return (visitor.reading(), try fingerprint(visitor))
  }

  /// Taken without opening a file.
  func fingerprint() throws(Unreadable) -> Fingerprint { try fingerprint(try visit(nil)) }

  private func visit(_ depth: ContentsDepth?) throws(Unreadable) -> FolderCollector {
    let visitor = FolderCollector(depth, folder: path, extent: extent, added: Self.added, files)
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: CrateFolderReader.bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    do throws(FileFailure) { try files.visit(path, through: buffer, visitor) } catch {
      throw Unreadable(reason: error.message)
    }
    return visitor
  }

  private func fingerprint(_ visitor: FolderCollector) throws(Unreadable) -> Fingerprint {
    let stamps = visitor.stamps.sorted { $0.path.bytesPrecede($1.path) }
    let text = FolderFingerprint.text(
      of: stamps.lazy.map { ($0.path, $0.stamp) }, remarks: visitor.remarks)
    do throws(SHA256Hasher.Unavailable) {
      return Fingerprint(
        digest: try SHA256Hasher.digest(of: text),
        newestChange: stamps.map(\.stamp.changedNanoseconds).max() ?? 0)
    } catch {
      throw Unreadable(reason: error.message)
    }
  }
}

/// Gathers what a walk over a package's folder hands over.
private final class FolderCollector: FolderVisitor {
  let wantsBytes: Bool
  private var collector: ContentsCollector
  private(set) var stamps: [(path: String, stamp: FileStamp)] = []
  private let folder: String
  private let extent: PackageFolder.Extent
  private let added: Set<String>
  private let files: any FileSystem
  private var isKept = false
  private var current = ""

  /// - Parameter depth: nil for the stamps alone.
  init(
    _ depth: ContentsDepth?, folder: String, extent: PackageFolder.Extent, added: Set<String>,
    _ files: any FileSystem
  ) {
    wantsBytes = depth != nil
    collector = ContentsCollector(depth ?? .scan)
    self.folder = folder
    self.extent = extent
    self.added = added
    self.files = files
  }

  var remarks: [CrateFolder.Remark] { collector.remarks }

  func reading() -> ContentsReading { collector.reading() }

  /// Folders of tools: what is in them is not of the package.
  private static let toolFolders: Set<String> = ["target", ".git", ".hg", ".jj", ".svn"]

  func enters(_ path: String) -> Bool {
    guard extent == .ownFiles else { return true }
    if Self.toolFolders.contains(PathText.lastComponent(path)) { return false }
    do throws(FileFailure) {
      let manifest = PathText.join(PathText.join(folder, path), "Cargo.toml")
      return try files.kind(of: manifest) == nil
    } catch {
      return true
    }
  }

  func begin(_ file: VisitedFile) {
    current = file.path
    isKept = !added.contains(file.path)
    guard isKept else { return }
    stamps.append((file.path, file.stamp))
    if wantsBytes {
      collector.begin(
        file.path, expecting: file.stamp.size, isExecutable: file.isExecutable)
    }
  }

  func bytes(_ piece: UnsafeRawBufferPointer) {
    if isKept { collector.append(piece) }
  }

  func end(_ failure: FileFailure?) {
    guard isKept, wantsBytes else { return }
    if let failure {
      collector.fail(failure.message)
    } else {
      collector.end()
    }
  }

  func meet(_ path: String, _ obstacle: FolderObstacle) {
    collector.missing(path, obstacle.message)
  }
}
