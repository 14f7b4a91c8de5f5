import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import MoatTestSupport
import Testing

/// A registry that misbehaves: the archive is the one that the index promises, or there is none.
@Suite(.waits) struct `A broken registry` {
  enum Place: String, Sendable {
    case config, index, archive
  }

  enum Result: Sendable {
    /// The archive came, after so many requests for the broken path.
    case archive(requests: Int = 1)
    /// It did not, and the message has this.
    case failure(String, requests: Int = 1)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let place: Place
    let fault: LoopbackFault
    let result: Result
    var testDescription: String { "\(place.rawValue): \("\(fault)".prefix(60))" }

    init(_ place: Place, _ fault: LoopbackFault, _ result: Result) {
      self.place = place
      self.fault = fault
      self.result = result
    }
  }

  private static let elsewhere = LoopbackRegistry.downloadPath(of: "copy", "1.0.0")

  static let archives: [Case] = [
    Case(.archive, .drip(bytes: 100, every: .milliseconds(2)), .archive()),
    Case(.archive, .chunked, .archive()),
    Case(.archive, .etag("\"other\""), .archive()),
    Case(.archive, .cut(after: 100), .failure("cut short", requests: 4)),
    // libcurl itself asks once more where a connection that was used before is gone.
    Case(.archive, .hangUp, .failure("cut short", requests: 5)),
    Case(.archive, .contentLength(1 << 20), .failure("cut short", requests: 4)),
    Case(.archive, .contentLength(10), .failure("not the expected")),
    Case(.archive, .flippedBit(at: 60), .failure("not the expected")),
    Case(.archive, .body([]), .failure("not the expected")),
    Case(.archive, .gzip, .failure("not the expected")),
    Case(.archive, .endless, .failure("larger than")),
    Case(.archive, .contentLength(1 << 40), .failure("cut short", requests: 4)),
    Case(.archive, .noise, .failure("not valid HTTP")),
    Case(.archive, .stall(.seconds(30)), .failure("too long", requests: 4)),
    Case(.archive, .status(503, times: 2), .archive(requests: 3)),
    Case(.archive, .status(503), .failure("status 503", requests: 4)),
    Case(.archive, .tooManyRequests(retryAfter: 1, times: 1), .archive(requests: 2)),
    Case(.archive, .tooManyRequests(retryAfter: 86_400, times: 1), .failure("status 429")),
    Case(
      .archive, .status(403, text: "denied by policy: (rule 12)"),
      .failure("denied by policy: (rule 12)")),
    Case(.archive, .status(404), .failure("not in the registry")),
    Case(.archive, .loginRequired(), .failure("wants a token")),
    Case(.archive, .redirect(to: elsewhere), .archive()),
    Case(.archive, .redirectLoop, .failure("redirects", requests: 11)),
    Case(.archive, .redirect(to: "file:///etc/passwd"), .failure("not followed")),
    Case(.archive, .alwaysNotModified, .failure("status 304")),
  ]

  static let indexes: [Case] = [
    Case(.index, .gzip, .archive()),
    Case(.index, .changingETag, .archive()),
    Case(.index, .drip(bytes: 50, every: .milliseconds(2)), .archive()),
    Case(.index, .cut(after: 20), .failure("cut short", requests: 4)),
    Case(.index, .gzipBomb(size: (1 << 26) + 1), .failure("larger than")),
    Case(.index, .endless, .failure("larger than")),
    Case(.index, .body(Array("<html>".utf8)), .failure("JSON")),
    Case(
      .index, .body(Array(#"{"name":"other","vers":"1.0.0","cksum":null}"#.utf8)),
      .failure("line 1")),
    Case(.index, .alwaysNotModified, .failure("status 304")),
    Case(.index, .status(404), .failure("absent")),
    Case(.index, .status(500, times: 3), .archive(requests: 4)),
    Case(.index, .loginRequired(at: "http://127.0.0.1/login"), .failure("http://127.0.0.1/login")),
    Case(.index, .redirectLoop, .failure("redirects", requests: 11)),
  ]

  static let configurations: [Case] = [
    Case(.config, .gzip, .archive()),
    Case(.config, .body(Array("{".utf8)), .failure("JSON")),
    Case(.config, .body(Array("{}".utf8)), .failure("dl")),
    Case(.config, .body(Array(#"{"dl":"file:///etc/{crate}"}"#.utf8)), .failure("file:")),
    Case(.config, .endless, .failure("larger than")),
    Case(.config, .status(404), .failure("status 404")),
  ]

  /// The archive of `tiny 1.0.0` by way of configuration and index, as a command gets it.
  private func archive(
    from registry: LoopbackRegistry, patience: Duration
  ) async throws(RegistryFailure) -> VerifiedArchive? {
    let network = RetryingHTTPClient(
      LiveHTTPClient(NetworkSettings(noProxy: "*", patience: patience)),
      pauser: InMemoryPauser(), clock: InMemoryClock(TestHost.now))
    let index = try await SparseIndexClient.open(
      RedactedURL(registry.sparseAddress), name: "loopback", network: network
    ) { () throws(RegistryFailure) -> Secret? in nil }
    guard case .file(let file) = try await index.answer(about: "tiny", since: nil),
      let entry = file.entries.first(where: { $0.version == "1.0.0" }),
      let checksum = entry.checksum
    else { return nil }
    return try await index.archive(
      of: PackageIdentity(name: "tiny", version: "1.0.0"), expecting: checksum)
  }

  @Test(arguments: archives + indexes + configurations)
  func `gives the promised archive or a reason`(broken: Case) async throws {
    let tiny = try TestCrate("tiny", "1.0.0", files: ["src/lib.rs": "pub const N: u32 = 1;"])
    var copy = tiny
    copy.line.name = "copy"
    let registry = try LoopbackRegistry([tiny, copy])
    defer { registry.stop() }
    let path =
      switch broken.place {
      case .config: LoopbackRegistry.configurationPath
      case .index: LoopbackRegistry.indexPath(of: "tiny")
      case .archive: LoopbackRegistry.downloadPath(of: "tiny", "1.0.0")
      }
    registry.server.setFault(broken.fault, for: path)
    do throws(RegistryFailure) {
      // Only what never comes is worth giving up on soon: a busy machine is slow as well.
      let isStalled = if case .stall = broken.fault { true } else { false }
      let bytes = try await archive(
        from: registry, patience: isStalled ? .seconds(1) : .seconds(20))
      switch broken.result {
      case .archive(let requests):
        // Its digest is that of the index line, which is the genuine one's.
        #expect(bytes?.compressedCount == tiny.archive.count)
        #expect(registry.server.count(of: path) == requests)
      case .failure(let part, _):
        #expect(bytes == nil && part == "absent", "it was taken")
      }
    } catch {
      guard case .failure(let part, let requests) = broken.result else {
        Issue.record("\(error.message)")
        return
      }
      #expect(error.message.contains(part))
      #expect(registry.server.count(of: path) == requests)
    }
  }
}
