"""What mail clients and readers will stumble over in a mail or a page, told without a browser."""
