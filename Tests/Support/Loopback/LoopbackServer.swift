import Foundation
import Glibc
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 for tests, with replies that can be made to go wrong.
///
/// Connections are kept alive, and each has a thread. A reply with an `ETag` becomes a 304 where the
/// request already has that version. It stops, and waits for its threads, when ``stop()`` is called
/// or when the last reference goes.
package final class LoopbackServer: Sendable {
  private let core: Core

  /// - Parameter handler: makes the reply for a request; called on many threads.
  package init(
    _ handler: @escaping @Sendable (LoopbackRequest) -> LoopbackReply
  ) throws(LoopbackFailure) {
    core = try Core(handler: handler)
    core.start()
  }

  deinit { stop() }

  package var port: UInt16 { core.port }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  package var address: String { "http://127.0.0.1:\(port)" }

  /// Every request so far, in the order in which they were read.
  package var requests: [LoopbackRequest] { core.state.withLock { $0.requests } }

  /// How often a path was asked for.
  package func count(of path: String) -> Int {
    core.state.withLock { $0.requests.count { $0.path == path } }
  }

  package func forgetRequests() {
    core.state.withLock {
      $0.requests = []
      $0.counts = [:]
    }
  }

  /// Connections accepted so far.
  package var connectionCount: Int { core.state.withLock { $0.accepted } }

  /// Makes every later reply for a path go wrong; nil ends that.
  package func setFault(_ fault: LoopbackFault?, for path: String) {
    core.state.withLock {
      $0.faults[path] = fault
      $0.counts[path] = nil
    }
  }

  /// Closes everything, and returns when all threads have ended; false when one does not end.
  @discardableResult package func stop() -> Bool { core.stop() }
}

/// Why a test server is not there.
package struct LoopbackFailure: Error, Hashable, Sendable {
  package let call: String
  package let code: Int32
}

extension LoopbackServer {
  /// What the threads share.
  final class Core: Sendable {
    struct State {
      var requests: [LoopbackRequest] = []
      var faults: [String: LoopbackFault] = [:]
      /// How often a path was asked for since its fault was set.
      var counts: [String: Int] = [:]
      var open: Set<Int32> = []
      var accepted = 0
      var isStopped = false
    }

    /// More at once are refused: a client that opens so many has lost its way.
    private static let connectionLimit = 64
    /// How long ``stop()`` waits for threads; they end at once unless a handler hangs.
    private static let stopPatience = DispatchTimeInterval.seconds(20)

    let port: UInt16
    let handler: @Sendable (LoopbackRequest) -> LoopbackReply
    let state = Mutex(State())
    private let listener: Int32
    private let threads = DispatchGroup()

    init(
      handler: @escaping @Sendable (LoopbackRequest) -> LoopbackReply
    ) throws(LoopbackFailure) {
      self.handler = handler
      let listener = socket(
        AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard listener >= 0 else { throw LoopbackFailure(call: "socket", code: errno) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          bind(listener, address, size) == 0 && listen(listener, 128) == 0
            && getsockname(listener, address, &size) == 0
        }
      }
      guard isBound else {
        let code = errno
        close(listener)
        throw LoopbackFailure(call: "bind", code: code)
      }
      self.listener = listener
      port = UInt16(bigEndian: address.sin_port)
    }

    func start() {
      thread { core in core.accept() }
    }

    private func thread(_ body: @escaping @Sendable (Core) -> Void) {
      threads.enter()
      let thread = Thread { [self] in
        body(self)
        threads.leave()
      }
      thread.stackSize = 1 << 20
      thread.start()
    }

    private func accept() {
      while true {
        let connection = Glibc.accept(listener, nil, nil)
        guard connection >= 0 else {
          if errno == EINTR || errno == ECONNABORTED { continue }
          return
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        let isTaken = state.withLock { state in
          guard !state.isStopped, state.open.count < Self.connectionLimit else { return false }
          state.accepted += 1
          return state.open.insert(connection).inserted
        }
        guard isTaken else {
          close(connection)
          continue
        }
        thread { core in
          LoopbackConnection(core, connection).serve()
          core.state.withLock { state in
            state.open.remove(connection)
            // Under the lock, so that ``stop()`` never shuts a descriptor that was used again.
            close(connection)
          }
        }
      }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func stop() -> Bool {
      let isFirst = state.withLock { state in
        guard !state.isStopped else { return false }
        state.isStopped = true
        for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) }
        return true
      }
      if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
      let hasEnded = threads.wait(timeout: .now() + Self.stopPatience) == .success
      if isFirst { close(listener) }
      return hasEnded
    }

    /// The reply for a request, its fault and the path's count before it.
    func reply(to request: LoopbackRequest) -> (reply: LoopbackReply?, fault: LoopbackFault?) {
      let (fault, count) = state.withLock { state in
        state.requests.append(request)
        let count = state.counts[request.path, default: 0]
        state.counts[request.path] = count + 1
        return (state.faults[request.path], count)
      }
      var reply = handler(request)
      if let fault {
        guard let wrong = fault.applied(to: reply, for: request, count: count) else {
          return (nil, fault)
        }
        reply = wrong
      }
      if reply.status == 200, let tag = reply["ETag"], request.headers["if-none-match"] == tag {
        reply = LoopbackReply(304, headers: [("ETag", tag)])
      }
      return (reply, fault)
    }
  }
}
