import Foundation
import MoatArchive
import MoatModel
import Synchronization

/// A sparse registry on loopback.
///
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-protocol
package final class LoopbackRegistry: Sendable {
  package let server: LoopbackServer
  private let shelf: Shelf

  /// - Parameters:
  ///   - crates: what it has from the start.
  ///   - includingShared: whether it also has all of ``SharedCrates``.
  ///   - token: what every request must present; nil for a public registry.
  package init(
    _ crates: [TestCrate] = [], includingShared: Bool = false, token: String? = nil
  ) throws {
    let shelf = Shelf(includesShared: includingShared, token: token)
    server = try LoopbackServer { shelf.reply(to: $0) }
    self.shelf = shelf
    for crate in crates { publish(crate) }
  }

  /// `http://127.0.0.1:PORT/index/`
  package var indexAddress: String { "\(server.address)/index/" }
  /// What a `[registries]` or `[source]` table says.
  package var sparseAddress: String { "sparse+\(indexAddress)" }

  /// Adds a crate, or puts it in the place of the same version.
  package func publish(_ crate: TestCrate) {
    shelf.change(crate.name) { versions in
      versions.removeAll { $0.version == crate.version }
      versions.append(crate)
    }
  }

  /// Changes one version, its line or its archive.
  package func change(
    _ name: String, _ version: String, _ change: (inout TestCrate) -> Void
  ) {
    shelf.change(name) { versions in
      for index in versions.indices where versions[index].version == version {
        change(&versions[index])
      }
    }
  }

  package func yank(_ name: String, _ version: String) {
    change(name, version) { $0.line.isYanked = true }
  }

  package func crate(_ name: String, _ version: String) -> TestCrate? {
    shelf.versions(of: name).first { $0.version == version }
  }

  package func stop() { server.stop() }

  // MARK: Paths, for faults and counts

  package static let configurationPath = "/index/config.json"

  package static func indexPath(of name: String) -> String {
    "/index/\(indexPlace(of: name))"
  }

  package static func downloadPath(of name: String, _ version: String) -> String {
    "/dl/\(name)/\(version)/download"
  }

  /// Where a crate's lines are in every index: `se/rd/serde`.
  package static func indexPlace(of name: String) -> String {
    let name = name.lowercased()
    switch name.count {
    case 0: return ""
    case 1, 2: return "\(name.count)/\(name)"
    case 3: return "3/\(name.prefix(1))/\(name)"
    default: return "\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }
  }
}

/// What the registry has, and its answers.
private final class Shelf: Sendable {
  private let includesShared: Bool
  private let token: String?
  /// By name in lower case; a crate of the shared data moves in when it is first asked for.
  private let crates = Mutex<[String: [TestCrate]]>([:])

  init(includesShared: Bool, token: String?) {
    self.includesShared = includesShared
    self.token = token
  }

  func versions(of name: String) -> [TestCrate] {
    let key = name.lowercased()
    if let known = crates.withLock({ $0[key] }) { return known }
    guard includesShared, let shared = try? SharedCrates.versions(of: key), !shared.isEmpty else {
      return []
    }
    return crates.withLock { crates in
      let versions = crates[key] ?? shared
      crates[key] = versions
      return versions
    }
  }

  func change(_ name: String, _ change: (inout [TestCrate]) -> Void) {
    var versions = versions(of: name)
    change(&versions)
    crates.withLock { $0[name.lowercased()] = versions }
  }

  func reply(to request: LoopbackRequest) -> LoopbackReply {
    guard request.method == "GET" || request.method == "HEAD" else {
      return .text(405, "read only")
    }
    if let token, request.headers["authorization"] != token {
      var reply = LoopbackReply.text(401, "token required")
      reply["WWW-Authenticate"] = "Cargo"
      return reply
    }
    let parts = request.path.split(separator: "/").map(String.init)
    switch parts.first {
    case "index" where parts.dropFirst() == ["config.json"]:
      let download = "http://\(request.headers["host"] ?? "")/dl/{crate}/{version}/download"
      var members = [("dl", JSONText.quoted(download))]
      if token != nil { members.append(("auth-required", "true")) }
      return tagged(JSONText.object(members), type: "application/json")
    case "index":
      let versions = versions(of: parts.last ?? "")
      guard let name = versions.first?.name,
        request.path == LoopbackRegistry.indexPath(of: name)
      else { return .notFound }
      return tagged(
        versions.map { "\($0.line.json)\n" }.joined(), type: "text/plain")
    case "dl":
      guard parts.count == 4, parts[3] == "download",
        let crate = versions(of: parts[1]).first(where: { $0.version == parts[2] })
      else { return .notFound }
      return .ok(crate.archive, type: "application/gzip")
    default: return .notFound
    }
  }

  private func tagged(_ text: String, type: String) -> LoopbackReply {
    let bytes = Array(text.utf8)
    let digest = try? SHA256Hasher.digest(of: bytes)
    return .ok(bytes, type: type, etag: digest.map { "\"\($0.hex)\"" })
  }
}
