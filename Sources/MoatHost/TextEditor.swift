package import MoatStore

/// Why a text was not edited.
package enum EditorFailure: Error, Hashable, Sendable {
  /// There is no terminal for an editor to run on.
  case noTerminal
  case notRun(command: String, ProcessFailure)
  /// The editor ended with an error: what it left is not taken.
  case failed(command: String)
  case unwritable(StoreFailure)
  case unreadable(FileFailure)
}

/// The user's text editor, found and run as git does it.
///
/// The first of `$GIT_EDITOR`, `core.editor` of the user's own git configuration, `$VISUAL`,
/// `$EDITOR` and `vi` (https://git-scm.com/docs/git-var). The configuration of a repository is not
/// asked: it belongs to the project, and an editor is a program to run.
package struct TextEditor: Sendable {
  /// What a person writes into one file.
  package static let limit = 1 << 20

  private let host: Host

  package init(on host: Host) { self.host = host }

  /// The command, which may have options.
  package func command() async -> String {
    if let named = host.environment["GIT_EDITOR"] { return named }
    do throws(GitFailure) {
      if let configured = try await host.git.setting("core.editor", in: nil) { return configured }
    } catch {
      // Without git there is no configuration of its.
    }
    return host.environment["VISUAL"] ?? host.environment["EDITOR"] ?? "vi"
  }

  /// Lets the user edit a text.
  ///
  /// - Parameter name: of the file, which editors show.
  /// - Returns: what the user saved. Text that is not UTF-8 is repaired.
  package func edited(_ text: String, as name: String) async throws(EditorFailure) -> String {
    guard host.terminal.inputIsTerminal, host.terminal.outputIsTerminal else { throw .noTerminal }
    let path: String
    let folder: String
    do throws(StoreFailure) {
      folder = try TemporaryFolder.make("edit", on: host)
      path = PathText.join(folder, name)
      try AtomicFile.write(Array(text.utf8), to: path, mode: 0o600, using: host.store)
    } catch {
      throw .unwritable(error)
    }
    defer { try? host.store.removeFolder(folder) }
    let command = await command()
    let ending: ProcessResult.Ending
    do throws(ProcessFailure) {
      // Through a shell, as git does it: the command may be quoted. The path is an argument, which
      // no shell reads. The shell lives on when Ctrl-C is meant for the editor, which gets it as ever:
      // signals that are trapped are not trapped in what a shell starts.
      ending = try await host.processes.runAttached(
        "/bin/sh", ["-c", "trap : INT QUIT; \(command) \"$@\"", command, path],
        environment: host.environment.variables)
    } catch {
      throw .notRun(command: command, error)
    }
    guard ending == .exited(0) else { throw .failed(command: command) }
    do throws(FileFailure) {
      return String(
        decoding: try host.files.read(path, limit: Self.limit), as: UTF8.self)
    } catch {
      throw .unreadable(error)
    }
  }
}
