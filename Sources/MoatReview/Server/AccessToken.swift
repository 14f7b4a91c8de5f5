/// What a page must show to read or write anything: 256 random bits, made anew for every run.
package struct AccessToken: Sendable {
  private let bytes: [UInt8]

  package init() {
    // The system's generator, which is fit for secrets: getrandom(2) on Linux.
    var generator = SystemRandomNumberGenerator()
    bytes = (0..<4).flatMap { _ in
      withUnsafeBytes(of: UInt64.random(in: 0...UInt64.max, using: &generator), Array.init)
    }
  }

  /// 64 hexadecimal digits.
  package var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a text is the token. How long it takes tells nothing about which bytes differ.
  package func matches(_ other: String) -> Bool {
    let own = Array(text.utf8)
    let given = Array(other.utf8)
    guard own.count == given.count else { return false }
    var difference: UInt8 = 0
    for index in own.indices { difference |= own[index] ^ given[index] }
    return difference == 0
  }
}
