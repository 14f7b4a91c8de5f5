extension LiteralWords {
  private static func domains(_ capability: Capability, _ text: String) -> [LiteralPattern] {
    text.split(whereSeparator: { $0 == "\n" || $0 == " " }).map {
      LiteralPattern(String($0), .domain, .mark(capability), isSign: true)
    }
  }

  /// Services that payloads report to and load from. The last labels of a host count, so that
  /// `x.workers.dev` is one and `workers.dev.example` is not.
  static let hosts =
    domains(
      .exfiltrationEndpoint,
      """
      api.telegram.org discord.com/api/webhooks discordapp.com/api/webhooks
      ptb.discord.com/api/webhooks canary.discord.com/api/webhooks hooks.slack.com
      discord.com/api/v6/webhooks discord.com/api/v7/webhooks discord.com/api/v8/webhooks
      discord.com/api/v9/webhooks discord.com/api/v10/webhooks
      hooks.zapier.com maker.ifttt.com api.pushover.net ntfy.sh formspree.io
      script.google.com/macros api.github.com/gists
      pastebin.com paste.ee hastebin.com ghostbin.com ghostbin.co rentry.co rentry.org telegra.ph dpaste.com dpaste.org
      paste.rs pastie.io controlc.com justpaste.it textbin.net bpa.st 0x0.st ix.io termbin.com
      sprunge.us transfer.sh file.io gofile.io anonfiles.com catbox.moe litterbox.catbox.moe
      temp.sh tmpfiles.org uguu.se oshi.at bashupload.com filebin.net
      webhook.site requestbin.com requestbin.net pipedream.net beeceptor.com hookbin.com
      requestcatcher.com request.baskets.io rbaskets.in interact.sh interactsh.com oast.fun oast.live
      oast.me oast.online oast.pro oast.site oast.us oastify.com burpcollaborator.net
      canarytokens.com canarytokens.org dnslog.cn ceye.io eyes.sh dnslog.pw
      ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com serveo.net loca.lt
      localtunnel.me localhost.run lhr.life bore.pub playit.gg telebit.io pagekite.me
      workers.dev vercel.app netlify.app herokuapp.com onrender.com glitch.me replit.dev replit.app
      repl.co deno.dev pages.dev web.app r2.dev supabase.co devtunnels.ms
      surge.sh firebaseio.com railway.app fly.dev glitch.global pythonanywhere.com
      ingest.sentry.io ingest.us.sentry.io ingest.de.sentry.io
      duckdns.org no-ip.org ddns.net hopto.org zapto.org sytes.net
      """)
    + [LiteralPattern(".onion", .domain, .mark(.exfiltrationEndpoint), isSign: true)]
    // A function that anybody may call.
    + [LiteralPattern(".lambda-url.", .anywhere, .mark(.exfiltrationEndpoint), isSign: true)]
    // Services that say which address one has.
    + domains(
      .hostTrigger,
      """
      api.ipify.org api64.ipify.org ipinfo.io ip-api.com ifconfig.me ifconfig.co icanhazip.com
      checkip.amazonaws.com ipapi.co ident.me api.myip.com ipwho.is freegeoip.app
      """)

  /// What tells whose machine it is, and what watches over it.
  static let machines: [LiteralPattern] =
    [
      "/etc/machine-id", "/sys/class/dmi/id", "/proc/sys/kernel/hostname", "/sys/hypervisor",
      "/.dockerenv",
    ].map { LiteralPattern($0, .path, .mark(.hostTrigger), isSign: true) }
    + [
      "360tray.exe", "360safe.exe", "QHSafeTray.exe", "QHActiveDefense.exe", "ZhuDongFangYu.exe",
      "MsMpEng.exe", "avp.exe", "avgui.exe", "avastui.exe", "ekrn.exe", "mcshield.exe",
      "SentinelAgent.exe", "CSFalconService.exe", "procmon.exe", "procmon64.exe", "wireshark.exe",
      "x64dbg.exe", "ollydbg.exe", "ida64.exe", "vboxservice.exe", "vmtoolsd.exe", "vmwaretray.exe",
      "sbiedll.dll", "fiddler.exe", "processhacker.exe",
    ].map { LiteralPattern($0, .word, .mark(.hostTrigger), isSign: true) }

  /// Parts of scripts. A download is a mark only beside what runs it.
  static let scripts: [LiteralPattern] =
    [
      "curl ", "wget ", "Invoke-WebRequest", "iwr ", "DownloadString", "DownloadFile",
      "Start-BitsTransfer", "certutil -urlcache", "bitsadmin /transfer", "Net.WebClient",
    ].map { LiteralPattern($0, .word, .fetches, isSign: true) }
    + [
      "| sh", "|sh", "| bash", "|bash", "| sudo", "bash -c", "sh -c", "| iex", "|iex", "iex(",
      "iex (",
      "Invoke-Expression", "Start-Process", "chmod +x", "chmod 755", "chmod 777", "| python",
      "|python", "| perl", "nohup ", "&& ./", "; ./",
    ].map { LiteralPattern($0, .anywhere, .runs) }
    + [
      "powershell", "pwsh", "cmd.exe", "/bin/sh", "/bin/bash", "wscript.exe", "cscript.exe",
      "mshta",
      "rundll32", "regsvr32", "ExecutionPolicy", "EncodedCommand", "FromBase64String", "/dev/tcp/",
      "LD_PRELOAD", "DYLD_INSERT_LIBRARIES",
    ].map { LiteralPattern($0, .anywhere, .sign, isSign: true) }

  /// Where addresses, key patterns and directives begin.
  static let structure: [LiteralPattern] = [
    LiteralPattern("://", .anywhere, .address),
    LiteralPattern("http://", .anywhere, .sign, isSign: true),
    LiteralPattern("https://", .anywhere, .sign, isSign: true),
    LiteralPattern("0x[", .anywhere, .keyPattern),
    // A class of Base58, which leaves the small l out.
    LiteralPattern("a-km-z", .anywhere, .mark(.walletPattern), isExact: true),
    LiteralPattern("a-zA-HJ-NP-Z", .anywhere, .mark(.walletPattern), isExact: true),
    LiteralPattern("xprv[", .anywhere, .mark(.walletPattern)),
    LiteralPattern("){11}", .anywhere, .keyPattern),
    LiteralPattern("){11,23}", .anywhere, .keyPattern),
    LiteralPattern("){12}", .anywhere, .keyPattern),
    LiteralPattern("){23}", .anywhere, .keyPattern),
    LiteralPattern("){24}", .anywhere, .keyPattern),
    LiteralPattern("cargo:", .anywhere, .directive),
    // Code in a text, which a build script writes or a macro parses.
    LiteralPattern("Command::new(", .word, .startsProgram, isSign: true, isExact: true),
    LiteralPattern("TcpStream::connect(", .word, .mark(.network), isSign: true, isExact: true),
    LiteralPattern("UdpSocket::bind(", .word, .mark(.network), isSign: true, isExact: true),
  ]
}
