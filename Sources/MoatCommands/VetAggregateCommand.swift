internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetAggregateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregate",
    abstract: "Merge the audits of several projects into one list, for others to import.",
    discussion: """
      FILE names the lists, one a line: `https://…`, a path relative to the file, or \
      `git+URL#REV:PATH`; lines that start with `#` are comments. The merged `audits.toml` is \
      printed. Criteria of one name must be the same everywhere; audits that are of use to nobody else \
      are left out; each entry says which list it is from.

      Example:
        cargo moat vet aggregate sources.list > audits.toml
      """)

  @Argument(help: ArgumentHelp("The file that names the lists.", valueName: "file"))
  var file: String

  @Flag(help: "Never open the network.") var offline = false

  /// Addresses, one a line.
  private static let sizeLimit = 1 << 20

  func run(in host: Host) async throws -> ExitStatus {
    let path = PathText.absolute(file, in: host.environment.currentDirectory)
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try host.files.read(path, limit: Self.sizeLimit) } catch {
      throw CommandFailure.usage("`\(file)` cannot be read: \(error.message)", hint: nil)
    }
    let addresses = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }
      .filter { !$0.isEmpty && $0.first != "#" }
      .map { line in
        var line = line
        while line.last == " " || line.last == "\t" { line.removeLast() }
        return String(line)
      }
    let fetcher = ImportFetcher(
      host: host, root: PathText.parent(path) ?? "/", isOffline: host.isOffline(offline))
    var sources: [AuditsSource] = []
    for address in addresses {
      sources.append(AuditsSource(url: address, file: try await list(at: address, fetcher)))
    }
    let merged: AuditsFile
    do throws(AggregationErrors) { merged = try AuditsFile.aggregated(sources) } catch {
      throw CommandFailure.detailed(
        .refused("the lists do not fit together", hint: "agree on one text, or rename a criterion"),
        error.errors.map(\.message))
    }
    try host.say(VetStoreWriter.bareText(of: merged))
    return .clean
  }

  private func list(at address: String, _ fetcher: ImportFetcher) async throws -> AuditsFile {
    let copy: FetchedCopy
    do throws(ImportFetcher.Failure) {
      copy = try await fetcher.fetch(fetcher.place(address))
    } catch {
      throw CommandFailure.undetermined(
        "`\(address)` cannot be read: \(TerminalText.neutralised(error.message))", hint: nil)
    }
    do throws(VetStoreError) {
      return try VetStoreReader.audits(SourceText(path: copy.from, bytes: copy.bytes))
    } catch {
      throw VetMessages.store(VetStoreErrors([error]))
    }
  }
}
