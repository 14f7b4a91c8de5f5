import MoatCargo
package import MoatHost
import MoatModel
package import MoatRegistry

/// Reads Cargo's configuration for a folder, and the user's credentials.
package struct RegistryConfigurationReader: Sendable {
  package let configuration: RegistryConfiguration
  /// Files that could not be read or were refused: what they say is not known.
  package let problems: [PathProblem]

  /// - Parameter folder: an absolute path; Cargo reads the files in and above it.
  package init(above folder: String, in host: Host) {
    let display = DisplayPath(currentDirectory: host.environment.currentDirectory)
    let cargoHome = host.environment.cargoHome
    let files = ConfigurationFiles(
      above: folder, cargoHome: cargoHome,
      reader: DocumentReader(files: host.files, display: display))
    var problems = files.problems.map { PathProblem(path: $0.path, reason: $0.reason) }
    var credentials: CargoConfiguration?
    if let cargoHome {
      do throws(Unreadable) {
        credentials = try Self.credentials(in: cargoHome, host.files, display)
      } catch {
        problems.append(error.problem)
      }
    }
    configuration = RegistryConfiguration(
      layers: files.layers, credentials: credentials, environment: host.environment)
    self.problems = problems
  }

  private struct Unreadable: Error {
    let problem: PathProblem
  }

  /// Reads the credentials file; of two the one without an extension, as Cargo does.
  ///
  /// Not through ``DocumentReader``, which keeps texts for the snippets of a report, and without
  /// quoting anything of it.
  private static func credentials(
    in cargoHome: String, _ files: any FileSystem, _ display: DisplayPath
  ) throws(Unreadable) -> CargoConfiguration? {
    for name in ["credentials", "credentials.toml"] {
      let path = PathText.join(cargoHome, name)
      let bytes: [UInt8]
      do throws(FileFailure) {
        bytes = try files.read(path, limit: InputLimit.configuration)
      } catch {
        if error == .notFound { continue }
        throw Unreadable(problem: PathProblem(path: display(path), reason: error.message))
      }
      do throws(DocumentError) {
        return try CargoConfiguration(parsing: SourceText(path: display(path), bytes: bytes))
      } catch {
        let line = LineIndex(bytes).position(at: error.span.lower).line
        throw Unreadable(
          problem: PathProblem(path: display(path), reason: "line \(line) is not valid"))
      }
    }
    return nil
  }
}
