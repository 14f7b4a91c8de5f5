import MoatCargo
import MoatHost
import MoatModel

/// Reads and parses Cargo's documents, each file once a run, and keeps the texts for the report.
final class DocumentReader {
  private let files: any FileSystem
  private let display: DisplayPath
  /// The repository that is read: a link in it may not lead out of it.
  var boundary: String?
  private var manifests: [String: Evidence<Manifest>] = [:]
  /// Nested workspaces share the folders above them, and so what is configured there.
  private var configurations: [String: CargoConfiguration] = [:]
  private var configurationPaths: [String: String?] = [:]
  private(set) var sources: [String: SourceText] = [:]
  /// Folders in which members may lie, and that could not be listed.
  private(set) var unlistable: [PathProblem] = []

  init(files: any FileSystem, display: DisplayPath) {
    self.files = files
    self.display = display
  }

  /// The manifest in a folder, or why there is none.
  func manifest(in folder: String) -> Evidence<Manifest> {
    if let known = manifests[folder] { return known }
    let evidence = readManifest(at: PathText.join(folder, "Cargo.toml"))
    manifests[folder] = evidence
    return evidence
  }

  private func readManifest(at path: String) -> Evidence<Manifest> {
    do throws(FileFailure) {
      let text = try text(at: path, limit: InputLimit.manifest)
      do throws(DocumentError) {
        return .known(try Manifest(parsing: text))
      } catch {
        let line = LineIndex(text.bytes).position(at: error.span.lower).line
        return .unavailable("line \(line): \(error.message)")
      }
    } catch {
      return .unavailable(error.message)
    }
  }

  /// Cargo's configuration in a folder named `.cargo`, or nil. Where both names exist Cargo takes the
  /// one without an extension.
  func configurationPath(in folder: String) -> String? {
    if let known = configurationPaths[folder] { return known }
    let names = ["config", "config.toml"]
    let path = names.lazy.map { PathText.join(folder, $0) }.first(where: exists)
    configurationPaths[folder] = .some(path)
    return path
  }

  /// A file of Cargo's configuration, or why it could not be read.
  func configuration(at path: String) -> Evidence<CargoConfiguration> {
    if let known = configurations[path] { return .known(known) }
    do throws(FileFailure) {
      let text = try text(at: path, limit: InputLimit.configuration)
      do throws(DocumentError) {
        let file = try CargoConfiguration(parsing: text)
        configurations[path] = file
        return .known(file)
      } catch {
        return .unavailable(error.message)
      }
    } catch {
      return .unavailable(error.message)
    }
  }

  /// The bytes of a file, remembered for the report under its display path.
  func text(at path: String, limit: Int) throws(FileFailure) -> SourceText {
    let shown = display(path)
    if let known = sources[shown] { return known }
    try refuseLinkOut(path)
    let text = SourceText(path: shown, bytes: try files.read(path, limit: limit))
    sources[shown] = text
    return text
  }

  /// A file in the repository that is a link to one outside would put the other's lines into a
  /// report: a pull request could so print a secret of the machine that checks it.
  private func refuseLinkOut(_ path: String) throws(FileFailure) {
    guard let boundary, PathText.isInside(path, boundary), try files.kind(of: path) == .symlink
    else { return }
    guard PathText.isInside(try files.resolved(path), try files.resolved(boundary)) else {
      throw .leadsOut
    }
  }

  func exists(_ path: String) -> Bool {
    do throws(FileFailure) {
      return try files.kind(of: path, followingLinks: true) != nil
    } catch {
      // Something is there that cannot be looked at: reading it will say why.
      return true
    }
  }

  func isFolder(_ path: String) -> Bool {
    do throws(FileFailure) {
      return try files.kind(of: path, followingLinks: true) == .directory
    } catch {
      return false
    }
  }

  func shown(_ path: String) -> String { display(path) }

  /// The folders in a folder, for member patterns.
  func subfolders(of folder: String) -> [String] {
    do throws(FileFailure) {
      return try files.entries(of: folder).entries.filter { entry in
        entry.kind == .directory || entry.kind == .symlink
      }.map(\.name)
    } catch {
      // A pattern may name folders that are not there, or go through files.
      if error != .notFound, error != .notADirectory {
        unlistable.append(PathProblem(path: display(folder), reason: error.message))
      }
      return []
    }
  }
}
