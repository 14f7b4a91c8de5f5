internal import ArgumentParser
import MoatHost

struct VendorVerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove a vendored tree against the lockfile, without network and archives.",
    discussion: """
      Compares every crate with its archive where Cargo's cache has it. Where not, the crate is \
      packed again as `cargo package` did: if that gives the lockfile's checksum, its files are \
      proven. What remains is compared with its own `.cargo-checksum.json`, which is no proof, and \
      counted apart.
      """)

  @Argument(
    help: ArgumentHelp(
      "The vendored tree; without it the one the configuration names, or `vendor`.",
      valueName: "dir"))
  var folder: String?

  @Option(
    help: ArgumentHelp("The project, or its lockfile alone.", valueName: "path"))
  var project = "."

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    var folders: [String] = []
    if let folder {
      folders.append(try VerifyCommand.folder(folder, in: host))
    } else if let found = standardFolder(in: host) {
      folders.append(found)
    }
    return try await Verification(
      paths: [project], vendorFolders: folders, isOnlyVendored: true, repacks: true,
      policy: policy, report: report
    ).run(in: host)
  }

  /// Where `cargo vendor` writes without a path.
  private func standardFolder(in host: Host) -> String? {
    let path = PathText.absolute(
      PathText.join(project, "vendor"), in: host.environment.currentDirectory)
    do throws(FileFailure) {
      return try host.files.kind(of: path, followingLinks: true) == .directory ? path : nil
    } catch {
      return nil
    }
  }
}
