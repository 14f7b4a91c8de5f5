internal import ArgumentParser
import MoatHost
import MoatPipeline

/// Where pins are known from.
struct PinOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A record of pins, from `cargo moat pins --record`; `moat-pins.toml` by default.",
      valueName: "file"))
  var pins: String?

  @Option(
    help: ArgumentHelp(
      "A folder with clones of actions' repositories: `owner/name`, bare or not.",
      valueName: "folder"))
  var clones: String?

  var request: PinRequest { PinRequest(record: pins, clones: clones) }

  /// The evidence that is asked for.
  ///
  /// - Parameter writesRecord: whether the record is written, and so need not be there yet.
  /// - Throws: a usage error for a record or a folder that is named and not there.
  func evidence(in host: Host, writesRecord: Bool = false) throws -> PinRequest {
    for (option, path, hint) in [
      (
        "--pins", writesRecord ? nil : pins,
        "`cargo moat pins --record` or `--fetch` makes a record"
      ),
      ("--clones", clones, "name the folder that has the clones"),
    ] {
      guard let path else { continue }
      let place = PathText.absolute(path, in: host.environment.currentDirectory)
      do throws(FileFailure) {
        guard try host.files.kind(of: place) == nil else { continue }
      } catch {
        throw CommandFailure.usage(
          "`\(path)` of `\(option)` cannot be read: \(error.message)", hint: nil)
      }
      throw CommandFailure.usage(
        "`\(path)` of `\(option)` is not there", hint: hint)
    }
    return request
  }

  /// The GitHub that `--fetch` asks.
  ///
  /// - Throws: a usage error under `--offline`, and for an address that is none.
  func server(_ policy: PolicyOptions, in host: Host) throws -> GitHubServer {
    if policy.isOffline(in: host) {
      throw CommandFailure.usage(
        "--fetch needs the network", hint: "leave --offline away, or name clones with --clones")
    }
    do throws(GitHubServer.Malformed) {
      return try GitHubServer(host.environment)
    } catch {
      throw CommandFailure.usage(
        "`\(GitHubServer.variable)` is `\(error.value)`, which is no address of a server",
        hint: "write `https://` and a host, or unset it for \(GitHubServer.standard)")
    }
  }
}
