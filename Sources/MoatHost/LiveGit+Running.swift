extension LiveGit {
  /// Settings for every call; see the type's documentation.
  private static let settings = [
    "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c",
    "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", "-c",
    "safe.bareRepository=explicit",
  ]

  /// Variables of the user that say where configuration and certificates are.
  private static let kept: Set<String> = [
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
  ]

  private func variables(network: Bool) -> [String: String] {
    var variables = environment.variables.filter { name, _ in
      !name.utf8.starts(with: "GIT_".utf8) || Self.kept.contains(name)
    }
    variables["PATH"] = environment.searchPath.joined(separator: ":")
    variables["LC_ALL"] = "C"
    variables["GIT_TERMINAL_PROMPT"] = "0"
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    variables["GIT_NO_REPLACE_OBJECTS"] = "1"
    variables["GIT_NO_LAZY_FETCH"] = "1"
    variables["GIT_ALLOW_PROTOCOL"] = network ? "https:ssh:file" : "none"
    return variables
  }

  func git(
    _ arguments: [String], input: [UInt8] = [], limit: Int = LiveGit.commitLimit,
    accepting: Set<Int32> = [0], deadline: Duration = LiveGit.deadline, network: Bool = false
  ) async throws(GitFailure) -> [UInt8] {
    guard let executable = executable() else { throw .unavailable }
    let result: ProcessResult
    do throws(ProcessFailure) {
      result = try await processes.run(
        ProcessRequest(
          executable: executable, arguments: Self.settings + arguments,
          environment: variables(network: network), input: input, outputLimit: limit,
          deadline: deadline))
    } catch {
      switch error {
      case .notFound: throw .unavailable
      case .notStarted(let why): throw .failed(why)
      case .outputTooLarge: throw .tooLarge(limit: limit)
      case .deadlineExceeded(let duration): throw .deadlineExceeded(duration)
      case .cancelled: throw .cancelled
      }
    }
    if case .exited(let status) = result.ending, accepting.contains(status) {
      return result.output
    }
    throw Self.failure(result)
  }

  private func executable() -> String? {
    environment.searchPath.map { PathText.join($0, "git") }.first { path in
      // A folder that cannot be looked into has no git for us.
      (try? files.kind(of: path, followingLinks: true)) == .regular
    }
  }

  private static func failure(_ result: ProcessResult) -> GitFailure {
    let lines = String(decoding: result.error, as: UTF8.self).split(separator: "\n")
    let words = lines.first { $0.starts(with: "fatal: ") } ?? lines.first ?? ""
    if words.contains("not a git repository") || words.contains("must be run in a work tree") {
      return .notARepository
    }
    if !words.isEmpty { return .failed(String(words)) }
    return switch result.ending {
    case .exited(let status): .failed("exit status \(status)")
    case .signalled(let signal): .failed("ended by signal \(signal)")
    }
  }
}
