internal import Synchronization

/// An HTTP server for one reader: on 127.0.0.1, behind a token that only this run's address holds.
///
/// The address has the token in its fragment, which browsers keep to themselves: it is in no request
/// line, no referrer and no log. The page takes it from there and sends it as a header with each
/// request; it is no cookie, because cookies of 127.0.0.1 go to the servers on all of its ports.
package final class ReviewServer: Sendable {
  /// Why it ended.
  package enum Ending: Hashable, Sendable {
    /// Ctrl-C, or another signal that asks for an end.
    case interrupted
    /// Nobody asked anything for the time that was given.
    case idle
    case stopped
    /// It could not begin.
    case failed(ServerFailure)
  }

  private let loop: ServerLoop
  private let gate: RequestGate
  private let heedsInterrupts: Bool

  /// Opens the port: connections wait until ``run(_:)``.
  ///
  /// - Parameters:
  ///   - port: 0 lets the system choose.
  ///   - idle: how long it waits for a next request; nil for ever.
  ///   - heedsInterrupts: whether Ctrl-C ends it. There is one such server in a process.
  package init(
    port: UInt16 = 0, idle: Duration? = nil, token: AccessToken = AccessToken(),
    heedsInterrupts: Bool = false
  ) throws(ServerFailure) {
    loop = try ServerLoop(port: port, idle: idle)
    gate = RequestGate(port: loop.port, token: token)
    self.heedsInterrupts = heedsInterrupts
  }

  package var port: UInt16 { loop.port }

  /// The address of the page, with the token.
  package var address: String { "http://127.0.0.1:\(port)/#\(gate.token.text)" }

  /// Answers requests until it is stopped, or the task is cancelled. To be called once.
  ///
  /// - Parameter answer: gets only requests that the gate lets in; called for several at once, at
  ///   most one for each connection.
  package func run(
    _ answer: @escaping @Sendable (ReviewRequest) async -> ReviewReply
  ) async -> Ending {
    let (exchanges, source) = AsyncStream.makeStream(of: ServerLoop.Exchange.self)
    if heedsInterrupts { loop.heedInterrupts() }
    defer { if heedsInterrupts { Interruption.unwatch() } }
    return await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        let box = EndingBox()
        do throws(ServerFailure) {
          try loop.start(deliver: { source.yield($0) }) { ending in
            box.set(ending)
            source.finish()
          }
        } catch {
          return Ending.failed(error)
        }
        for await exchange in exchanges {
          group.addTask { [self] in
            let refusal = gate.refusal(of: exchange.request)
            if refusal == nil { loop.touch() }
            let reply = if let refusal { refusal } else { await answer(exchange.request) }
            let wantsEnd = exchange.request.headers["connection"]?.lowercased() == "close"
            loop.answer(exchange.connection, reply, closes: refusal != nil || wantsEnd)
          }
        }
        return box.ending
      }
    } onCancel: {
      loop.stop()
    }
  }

  /// Ends ``run(_:)``; what is being answered is answered to nobody.
  package func stop() { loop.stop() }
}

/// What the loop's thread leaves for the task.
private final class EndingBox: Sendable {
  private let value = Mutex(ReviewServer.Ending.stopped)

  var ending: ReviewServer.Ending { value.withLock { $0 } }

  func set(_ ending: ReviewServer.Ending) { value.withLock { $0 = ending } }
}
