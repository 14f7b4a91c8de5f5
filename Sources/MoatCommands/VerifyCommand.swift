internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline
import MoatPolicy

struct VerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that the bytes on this machine are the ones the lockfile pins.",
    discussion: """
      For every locked package: the lockfile's checksum against Cargo's index cache, the archives in \
      Cargo's cache, the sources it unpacked and the vendored trees that the configuration names, \
      file by file. Hashes everything, builds nothing, opens no network, and says what it could not \
      prove.
      """)

  @Argument(help: ArgumentHelp("Folders, or lockfiles to verify alone.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of vendored crates, besides those the configuration names.", valueName: "dir"))
  var vendor: [String] = []

  @Flag(
    help: """
      Pack vendored crates without an archive again, and compare their digests with the lockfile: \
      slower, and the only proof without an archive.
      """)
  var repack = false

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let folders = try vendor.map { try Self.folder($0, in: host) }
    return try await Verification(
      paths: paths, vendorFolders: folders, isOnlyVendored: false, repacks: repack,
      policy: policy, report: report
    ).run(in: host)
  }

  /// - Throws: a usage error where there is no such folder: a tree that was named and is not there
  ///   must not read as one without faults.
  static func folder(_ path: String, in host: Host) throws -> String {
    let absolute = PathText.absolute(path, in: host.environment.currentDirectory)
    let kind: FileKind?
    do throws(FileFailure) {
      kind = try host.files.kind(of: absolute, followingLinks: true)
    } catch {
      throw CommandFailure.usage("`\(path)` cannot be read: \(error.message)", hint: nil)
    }
    guard kind == .directory else {
      throw CommandFailure.usage(
        "`\(path)` is not a folder", hint: "name the folder that `cargo vendor` wrote")
    }
    return absolute
  }
}

/// What `verify` and `vendor verify` share.
struct Verification {
  let paths: [String]
  let vendorFolders: [String]
  let isOnlyVendored: Bool
  let repacks: Bool
  let policy: PolicyOptions
  let report: ReportOptions

  /// The rules about checksums and about the bytes they are of.
  private static let rules: [RuleSelector] =
    [RuleSelector(target: .group(.provenance), reach: nil)]
    + [
      "checksum-conflict", "checksum-mismatch", "malformed-checksum", "missing-checksum",
      "missing-lockfile", "unreadable-lockfile",
    ].map { RuleSelector(target: .rule($0), reach: nil) }

  func run(in host: Host) async throws -> ExitStatus {
    let request = CheckRequest(
      paths: paths, selection: RuleSelection(only: Self.rules),
      policy: try policy.policy(from: paths.first ?? ".", in: host),
      now: try policy.now(in: host), isOffline: true,
      provenance: ProvenanceRequest(
        effort: repacks ? .repacking : .everything, vendorFolders: vendorFolders,
        isOnlyVendored: isOnlyVendored))
    return try await CheckRun(request: request, options: report)
      .run(in: host)
  }
}
