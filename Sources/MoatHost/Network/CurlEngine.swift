internal import CCurl
internal import Glibc
internal import MoatModel
internal import Synchronization

/// Drives all transfers on one thread of its own, which sleeps while there is nothing to do.
///
/// The thread starts with the first request and ends when the engine is closed. Everything of libcurl
/// but the wake-up belongs to it.
final class CurlEngine: Sendable {
  private typealias Continuation = CheckedContinuation<Result<CurlReply, HTTPFailure>, Never>

  /// What the thread is asked to do.
  private enum Order: Sendable {
    case start(Int, CurlJob, Continuation)
    case cancel(Int)
  }

  private struct Inbox {
    var orders: [Order] = []
    var lastNumber = 0
    var isRunning = false
    var isClosed = false
    var multi: Multi?

    /// Makes the thread look; it need not be waiting.
    func wake() { multi?.wake() }
  }

  /// The thread's libcurl handle, for others to wake it with.
  ///
  /// They get its address and nothing to do with it but `curl_multi_wakeup`, the one function that
  /// libcurl lets any thread call (https://curl.se/libcurl/c/curl_multi_wakeup.html), and that under the
  /// lock, below which the thread takes the address away before it frees the handle.
  private struct Multi: Sendable {
    private let address: UInt

    init(_ pointer: UnsafeMutableRawPointer) { address = UInt(bitPattern: pointer) }

    func wake() {
      if let pointer = UnsafeMutableRawPointer(bitPattern: address) {
        _ = moat_curl_multi_wakeup(pointer)
      }
    }
  }

  private let inbox = Mutex(Inbox())

  /// Does one job; cancellation of the task ends the transfer.
  func run(_ job: CurlJob) async -> Result<CurlReply, HTTPFailure> {
    let number = inbox.withLock { inbox in
      inbox.lastNumber += 1
      return inbox.lastNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        start(number, job, continuation)
        // Cancelled before there was anything to cancel: the order below went unheeded.
        if Task.isCancelled { order(.cancel(number)) }
      }
    } onCancel: {
      order(.cancel(number))
    }
  }

  /// Ends the thread and whatever is under way.
  func close() {
    inbox.withLock { inbox in
      inbox.isClosed = true
      inbox.wake()
    }
  }

  private func order(_ order: Order) {
    inbox.withLock { inbox in
      inbox.orders.append(order)
      inbox.wake()
    }
  }

  private func start(_ number: Int, _ job: CurlJob, _ continuation: Continuation) {
    if let problem = moat_curl_load() {
      return continuation.resume(returning: .failure(.unavailable(String(cString: problem))))
    }
    let needsThread = inbox.withLock { inbox in
      defer { inbox.isRunning = true }
      inbox.orders.append(.start(number, job, continuation))
      inbox.wake()
      return !inbox.isRunning
    }
    if needsThread, !startThread() {
      var work = Work()
      refuseAll(&work, .unavailable("no thread for the network"))
    }
  }

  private func startThread() -> Bool {
    let engine = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().loop() }
        return nil
      }, engine.toOpaque())
    guard status == 0 else {
      engine.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  // MARK: - On the thread

  private struct Work {
    var waiting: [(number: Int, job: CurlJob, continuation: Continuation)] = []
    var active: [Int: (transfer: CurlTransfer, continuation: Continuation)] = [:]
  }

  /// How long the thread sleeps when libcurl has no timer of its own: a wake-up ends it at once.
  private static let sleepMilliseconds: Int32 = 60_000

  private func loop() {
    var work = Work()
    guard let multi = moat_curl_multi_init() else {
      return refuseAll(&work, .other("out of memory"))
    }
    moat_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    moat_curl_multi_set_long(
      multi, CURLMOPT_MAX_HOST_CONNECTIONS, HTTPLimit.connectionsPerHost)
    moat_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, HTTPLimit.connections)
    inbox.withLock { $0.multi = Multi(multi) }
    while true {
      let (orders, isClosed) = inbox.withLock { inbox in
        defer { inbox.orders = [] }
        return (inbox.orders, inbox.isClosed)
      }
      for order in orders { obey(order, &work, multi) }
      if isClosed { break }
      startWaiting(&work, multi)
      moat_curl_multi_perform(multi)
      // Ended transfers make room for waiting ones.
      if finishDone(&work, multi), !work.waiting.isEmpty { continue }
      moat_curl_multi_poll(multi, Self.sleepMilliseconds)
    }
    inbox.withLock { $0.multi = nil }
    for number in work.active.keys { cancel(number, &work, multi) }
    moat_curl_multi_cleanup(multi)
    refuseAll(&work, .cancelled)
  }

  private func obey(_ order: Order, _ work: inout Work, _ multi: UnsafeMutableRawPointer) {
    switch order {
    case .start(let number, let job, let continuation):
      work.waiting.append((number, job, continuation))
    case .cancel(let number): cancel(number, &work, multi)
    }
  }

  private func cancel(_ number: Int, _ work: inout Work, _ multi: UnsafeMutableRawPointer) {
    if let index = work.waiting.firstIndex(where: { $0.number == number }) {
      work.waiting.remove(at: index).continuation.resume(returning: .failure(.cancelled))
    } else if let (transfer, continuation) = work.active.removeValue(forKey: number) {
      moat_curl_multi_remove(multi, transfer.handle)
      continuation.resume(returning: .failure(.cancelled))
    }
  }

  private func startWaiting(_ work: inout Work, _ multi: UnsafeMutableRawPointer) {
    while work.active.count < HTTPLimit.active, !work.waiting.isEmpty {
      let (number, job, continuation) = work.waiting.removeFirst()
      do throws(HTTPFailure) {
        let transfer = try CurlTransfer(job)
        guard moat_curl_multi_add(multi, transfer.handle) == CURLM_OK else {
          throw .other("libcurl did not take the request")
        }
        work.active[number] = (transfer, continuation)
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
  }

  /// Whether any transfer ended.
  private func finishDone(_ work: inout Work, _ multi: UnsafeMutableRawPointer) -> Bool {
    var hasEnded = false
    var code = CURLE_OK
    while let handle = moat_curl_multi_next_done(multi, &code) {
      hasEnded = true
      moat_curl_multi_remove(multi, handle)
      guard let number = work.active.first(where: { $0.value.transfer.handle == handle })?.key,
        let (transfer, continuation) = work.active.removeValue(forKey: number)
      else { continue }
      continuation.resume(returning: transfer.result(code))
    }
    return hasEnded
  }

  /// Answers everybody who waits or comes too late.
  private func refuseAll(_ work: inout Work, _ failure: HTTPFailure) {
    let orders = inbox.withLock { inbox in
      defer { inbox.orders = [] }
      inbox.isRunning = false
      return inbox.orders
    }
    var refused = work.waiting.map(\.continuation)
    for case .start(_, _, let continuation) in orders { refused.append(continuation) }
    work.waiting = []
    for continuation in refused { continuation.resume(returning: .failure(failure)) }
  }
}
