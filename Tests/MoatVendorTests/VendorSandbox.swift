import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport

extension MoatHost.Host {
  /// This machine with another current folder and Cargo's home, and what was printed.
  static func machine(
    in folder: URL, cargoHome: URL, _ output: InMemorySink, _ error: InMemorySink
  ) -> MoatHost.Host {
    var host = MoatHost.Host.live
    var variables = host.environment.variables
    variables["CARGO_HOME"] = cargoHome.path
    // Moat's own cache too is the test's.
    variables["XDG_CACHE_HOME"] = cargoHome.appendingPathComponent("moat").path
    variables["no_proxy"] = "127.0.0.1"
    host.environment = Environment(variables: variables, currentDirectory: folder.path)
    host.output = output
    host.errorOutput = error
    return host
  }
}

extension CargoSandbox {
  /// How a command of Moat's ended.
  struct MoatRun {
    let status: Int32
    let output: String
    let error: String
  }

  /// Runs one of Moat's commands in a folder below the sandbox's.
  func moat(_ arguments: [String], in place: String = "app") async -> MoatRun {
    let output = InMemorySink()
    let error = InMemorySink()
    let host = MoatHost.Host.machine(
      in: url(place), cargoHome: cargoHome, output, error)
    let status = await Moat.run(arguments, in: host)
    return MoatRun(status: status, output: output.text, error: error.text)
  }

  /// Every file and folder below a place: bytes, permissions and times, by path.
  func tree(_ place: String) throws -> [String: TreeNode] {
    let root = url(place)
    var found: [String: TreeNode] = [:]
    guard let walk = FileManager.default.enumerator(atPath: root.path) else { return [:] }
    for case let path as String in walk {
      let file = root.appendingPathComponent(path)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      let date = attributes[.modificationDate] as? Date
      found[path] = TreeNode(
        bytes: isFolder ? nil : [UInt8](try Data(contentsOf: file)),
        mode: attributes[.posixPermissions] as? Int ?? 0,
        // Folders, and the record of the digests, have the time of the writing.
        modified: isFolder || file.lastPathComponent == ".cargo-checksum.json"
          ? nil : date.map { Int($0.timeIntervalSince1970) })
    }
    return found
  }

  /// A project that depends on crates by their exact versions, locked from a registry.
  func lockProject(_ dependencies: [String], from registry: LoopbackRegistry) async throws {
    try replaceCratesIO(with: registry)
    try write([
      "app/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n"
        + dependencies.joined(separator: "\n") + "\n",
      "app/src/lib.rs": "",
    ])
    let fetched = try await cargo(["fetch"], offline: false)
    guard fetched.isSuccess else { throw CargoFailure(text: fetched.error) }
    // From here on there are only the copies in the cache.
    registry.stop()
  }
}

struct TreeNode: Hashable {
  /// nil for a folder.
  let bytes: [UInt8]?
  let mode: Int
  let modified: Int?
}

struct CargoFailure: Error {
  let text: String
}
