import MoatCargo
import MoatHost
import MoatPipeline
import MoatStore

/// Runs the user's own program on two folders. Nothing of the crates is run, and the folders are gone
/// when it ends.
struct DiffTool {
  private let words: [String]
  private let host: Host

  /// - Parameter command: a program with its options, parted by blanks; no shell reads it.
  /// - Throws: a usage error where there is no such program.
  init(_ command: String, in host: Host) throws {
    var words = command.split(separator: " ").map(String.init)
    guard let name = words.first else {
      throw CommandFailure.usage("`--tool` names no program", hint: nil)
    }
    guard let program = try Self.find(name, in: host) else {
      throw CommandFailure.usage(
        "`\(name)` is not in PATH",
        hint: "name a program that takes two folders: `diff -ru`, `meld`")
    }
    words[0] = program
    self.words = words
    self.host = host
  }

  private static func find(_ name: String, in host: Host) throws -> String? {
    let candidates =
      name.contains("/")
      ? [PathText.absolute(name, in: host.environment.currentDirectory)]
      : host.environment.searchPath.map { PathText.join($0, name) }
    return candidates.first { path in
      do throws(FileFailure) {
        return try host.files.kind(of: path, followingLinks: true) == .regular
      } catch {
        return false
      }
    }
  }

  func run(on old: PackageContents, _ new: PackageContents) async throws -> ExitStatus {
    let folder: String
    do throws(StoreFailure) {
      folder = try TemporaryFolder.make("diff", on: host)
    } catch {
      throw CommandFailure.undetermined(
        "`\(TemporaryFolder.parent(host.environment))` \(error.message)", hint: "set TMPDIR")
    }
    defer { try? host.store.removeFolder(folder) }
    let trees: ReadableTrees
    do throws(StoreFailure) {
      trees = try ReadableTrees(
        of: old, new, in: PathText.join(folder, "diff"), using: host.store)
    } catch {
      throw CommandFailure.undetermined("`\(folder)` \(error.message)", hint: nil)
    }
    do throws(ProcessFailure) {
      // What it ends with is its own affair: `diff` ends with 1 where two folders differ.
      _ = try await host.processes.runAttached(
        words[0], Array(words.dropFirst()) + [trees.old, trees.new],
        environment: host.environment.variables)
      return .clean
    } catch {
      throw CommandFailure.undetermined("`\(words[0])` could not be run: \(error)", hint: nil)
    }
  }
}
