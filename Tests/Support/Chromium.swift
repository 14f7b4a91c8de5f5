public import Foundation
import Glibc
import Synchronization

/// A headless Chromium that a test drives, by the DevTools protocol over a pipe.
///
/// https://chromedevtools.github.io/devtools-protocol/: messages are JSON with a NUL after each.
public final class Chromium: Sendable {
  /// Where the browser is; nil where there is none.
  public static let path: String? = {
    let found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    if found == nil { print("skipped: no Chromium to look at pages with") }
    return found
  }()

  /// Whether it is there; a test enabled by it says why it is skipped.
  public static var isPresent: Bool { path != nil }

  public struct Failure: Error {
    public let message: String
  }

  private struct State {
    var last = 0
    var waiting: [Int: CheckedContinuation<Data, Never>] = [:]
    var problems: [String] = []
    var isGone = false
  }

  private let process: Process
  private let input: Pipe
  private let state = Mutex(State())
  private let folder: URL

  public init(width: Int = 1280, height: Int = 800) throws {
    guard let path = Self.path else { throw Failure(message: "there is no Chromium") }
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-chromium-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The browser reads commands from descriptor 3 and answers on 4.
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", path, "--headless=new",
      "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-extensions", "--remote-debugging-pipe", "--user-data-dir=\(folder.path)",
      "--window-size=\(width),\(height)",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let reader = output.fileHandleForReading
    Thread { [self] in read(from: reader.fileDescriptor) }.start()
  }

  /// Ends the browser and removes what it wrote.
  public func close() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What pages complained about: errors on the console, exceptions, refusals of the policy.
  public var problems: [String] { state.withLock { $0.problems } }

  private func read(from descriptor: Int32) {
    var buffer = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      buffer.append(contentsOf: piece.prefix(count))
      while let end = buffer.firstIndex(of: 0) {
        take(buffer[buffer.startIndex..<end])
        buffer = Data(buffer[(end + 1)...])
      }
    }
    let left = state.withLock { state in
      state.isGone = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in left { continuation.resume(returning: Data()) }
  }

  private func take(_ message: Data) {
    guard let object = try? JSONSerialization.jsonObject(with: message) as? [String: Any] else {
      return
    }
    if let id = object["id"] as? Int {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: Data(message))
    } else if let problem = Self.problem(object) {
      state.withLock { $0.problems.append(problem) }
    }
  }

  private static func problem(_ event: [String: Any]) -> String? {
    let parameters = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Runtime.exceptionThrown": return "exception: \(parameters)"
    case "Runtime.consoleAPICalled":
      let kind = parameters["type"] as? String
      return kind == "error" || kind == "warning" ? "console: \(parameters)" : nil
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      let level = entry["level"] as? String
      guard level == "error" || level == "warning" else { return nil }
      return "log: \(entry["text"] ?? "") \(entry["url"] ?? "")"
    case "Page.javascriptDialogOpening": return "dialog: \(parameters)"
    default: return nil
    }
  }

  /// Sends a command and waits for its answer.
  @discardableResult
  func send(
    _ method: String, _ parameters: [String: Any] = [:], session: String? = nil
  ) async throws -> [String: Any] {
    let id = state.withLock { state in
      state.last += 1
      return state.last
    }
    var message: [String: Any] = ["id": id, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    let bytes = try JSONSerialization.data(withJSONObject: message) + [0]
    let answer = await withCheckedContinuation { continuation in
      let isGone = state.withLock { state in
        if !state.isGone { state.waiting[id] = continuation }
        return state.isGone
      }
      if isGone {
        continuation.resume(returning: Data())
      } else {
        try? input.fileHandleForWriting.write(contentsOf: bytes)
      }
    }
    guard let object = try? JSONSerialization.jsonObject(with: answer) as? [String: Any] else {
      throw Failure(message: "\(method): the browser is gone")
    }
    if let error = object["error"] as? [String: Any] {
      throw Failure(message: "\(method): \(error["message"] ?? "")")
    }
    return object["result"] as? [String: Any] ?? [:]
  }

  /// A new page.
  public func page(width: Int = 1280, height: Int = 800, isDark: Bool = false) async throws
    -> ChromiumPage
  {
    let target = try await send("Target.createTarget", ["url": "about:blank"])
    let attached = try await send(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    guard let session = attached["sessionId"] as? String else {
      throw Failure(message: "no session")
    }
    let page = ChromiumPage(browser: self, session: session)
    for domain in ["Page", "Runtime", "Log"] {
      try await send("\(domain).enable", session: session)
    }
    try await page.resize(width: width, height: height)
    try await page.setDark(isDark)
    return page
  }
}

/// One page of a ``Chromium``.
public struct ChromiumPage: Sendable {
  let browser: Chromium
  let session: String

  public func resize(width: Int, height: Int) async throws {
    try await browser.send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false],
      session: session)
  }

  public func setDark(_ isDark: Bool) async throws {
    let feature = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
    try await browser.send("Emulation.setEmulatedMedia", ["features": [feature]], session: session)
  }

  public func open(_ url: String) async throws {
    try await browser.send("Page.navigate", ["url": url], session: session)
  }

  /// The value of an expression, which may be a promise; as text.
  @discardableResult
  public func evaluate(_ expression: String) async throws -> String {
    let reply = try await browser.send(
      "Runtime.evaluate",
      [
        "expression": "(async () => String(await (\(expression))))()", "awaitPromise": true,
        "returnByValue": true,
      ], session: session)
    if let details = reply["exceptionDetails"] as? [String: Any] {
      throw Chromium.Failure(message: "\(expression): \(details)")
    }
    let result = reply["result"] as? [String: Any]
    return result?["value"] as? String ?? ""
  }

  /// Loads the page again, and waits until the one that is left is gone: it answers for a while, and
  /// must not be taken for the new one.
  public func reload() async throws {
    try await evaluate("(window.isLeft = true, location.reload())")
    try await wait(for: "window.isLeft === undefined")
  }

  /// Waits until an expression is true.
  public func wait(
    for expression: String, patience: Duration = .seconds(90)
  ) async throws {
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
      // While a page loads there may be nothing yet to ask.
      if (try? await evaluate(expression)) == "true" { return }
      try await Task.sleep(for: .milliseconds(15))
    }
    throw Chromium.Failure(message: "never: \(expression)")
  }

  /// Presses a key: a character, or the name of a key such as `Enter`.
  public func press(_ key: String, withControl: Bool = false) async throws {
    let named: [String: (code: Int, text: String)] = [
      "Enter": (13, "\r"), "Escape": (27, ""), "Backspace": (8, ""), "Tab": (9, ""),
      "ArrowDown": (40, ""), "ArrowUp": (38, ""),
    ]
    var event: [String: Any] = ["type": "keyDown", "key": key, "modifiers": withControl ? 2 : 0]
    if let known = named[key] {
      event["windowsVirtualKeyCode"] = known.code
      if !known.text.isEmpty { event["text"] = known.text }
    } else {
      event["text"] = key
    }
    try await browser.send("Input.dispatchKeyEvent", event, session: session)
    event["type"] = "keyUp"
    event["text"] = nil
    try await browser.send("Input.dispatchKeyEvent", event, session: session)
  }

  /// Types text where the focus is.
  public func type(_ text: String) async throws {
    try await browser.send("Input.insertText", ["text": text], session: session)
  }

  /// Writes a picture of the page.
  public func screenshot(to file: URL) async throws {
    let reply = try await browser.send(
      "Page.captureScreenshot", ["format": "png"], session: session)
    guard let text = reply["data"] as? String, let data = Data(base64Encoded: text) else {
      throw Chromium.Failure(message: "no picture")
    }
    try data.write(to: file)
  }
}
