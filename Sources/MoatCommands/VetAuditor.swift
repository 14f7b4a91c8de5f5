import MoatHost

/// Who signs an audit.
struct VetAuditor {
  /// As the statement names them.
  let name: String
  /// As the store names them.
  let who: [String]

  /// - Parameter named: `--who`; empty takes the name and address of git's configuration.
  static func find(_ named: [String], in folder: String, on host: Host) async throws -> VetAuditor {
    guard named.isEmpty else {
      return VetAuditor(name: named.joined(separator: ", "), who: named)
    }
    let name = try await setting("user.name", in: folder, on: host)
    let address = try await setting("user.email", in: folder, on: host)
    return VetAuditor(name: name, who: ["\(name) <\(address)>"])
  }

  private static func setting(
    _ key: String, in folder: String, on host: Host
  ) async throws -> String {
    let hint = "name yourself with `--who \"Name <address>\"`"
    let value: String?
    do throws(GitFailure) { value = try await host.git.setting(key, in: folder) } catch {
      throw CommandFailure.usage("who audits is not known: \(error.message)", hint: hint)
    }
    guard let value, !value.isEmpty else {
      throw CommandFailure.usage("git's configuration has no `\(key)`", hint: hint)
    }
    return value
  }
}
