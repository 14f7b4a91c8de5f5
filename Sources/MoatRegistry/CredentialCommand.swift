import MoatHost
import MoatModel

/// A program of the user's that prints a token: `cargo:token-from-stdout`.
/// https://doc.rust-lang.org/cargo/reference/registry-authentication.html#cargotoken-from-stdout-command-args
struct CredentialCommand {
  let words: [String]
  let name: String
  let index: RedactedURL
  let environment: Environment

  /// A password manager may ask its user; it has no terminal here, but perhaps a window.
  private static let deadline = Duration.seconds(60)
  /// A token is a line.
  private static let outputLimit = 64 << 10

  /// Runs it as Cargo does, but with nothing on its standard input.
  ///
  /// - Throws: ``RegistryFailure/credentials(_:)``, which never quotes what it printed.
  func token(
    using processes: any ProcessRunner, files: any FileSystem
  ) async throws(RegistryFailure) -> Secret {
    guard let program = words.first, let executable = path(of: program, files) else {
      throw failure("is not in an absolute folder of `PATH`")
    }
    var variables = environment.variables
    variables["CARGO_REGISTRY_INDEX_URL"] = index.unredacted
    variables["CARGO_REGISTRY_NAME_OPT"] = name
    let result: ProcessResult
    do throws(ProcessFailure) {
      result = try await processes.run(
        ProcessRequest(
          executable: executable, arguments: Array(words.dropFirst()), environment: variables,
          outputLimit: Self.outputLimit, deadline: Self.deadline))
    } catch {
      switch error {
      case .notFound: throw failure("is not there")
      case .notStarted(let why): throw failure("was not started: \(why)")
      case .outputTooLarge: throw failure("printed more than a token")
      case .deadlineExceeded:
        throw failure("took longer than \(Self.deadline.components.seconds) s")
      case .cancelled: throw failure("was cancelled")
      }
    }
    guard result.ending == .exited(0) else { throw failure("failed") }
    let lines = result.output.split(separator: 0x0A, maxSplits: 1)
    guard lines.count == 1, let line = lines.first,
      let text = String(validating: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    else { throw failure("did not print one line with a token") }
    return Secret(text)
  }

  private func path(of program: String, _ files: any FileSystem) -> String? {
    if PathText.isAbsolute(program) { return program }
    guard !program.contains("/") else { return nil }
    return environment.searchPath.map { PathText.join($0, program) }.first { path in
      // A folder that cannot be looked into has no program for us.
      (try? files.kind(of: path, followingLinks: true)) == .regular
    }
  }

  private func failure(_ what: String) -> RegistryFailure {
    .credentials("the credential command `\(words.first ?? "")` of registry `\(name)` \(what)")
  }
}
